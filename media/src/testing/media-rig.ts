import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MediaFact } from '@caipai/shared/schemas/media';
import { pino } from 'pino';
import type { MediaDeps } from '../deps.ts';
import { createMediaNode, type MediaConfig, type MediaNode } from '../node.ts';
import { requireEnv } from './require-env.ts';

export interface MediaRig {
  node: MediaNode;
  recordingsDir: string;
  facts: MediaFact[];
  /** The first fact of this type, from now or before, for which `test` holds. */
  fact<T extends MediaFact['type']>(
    type: T,
    test?: (fact: Extract<MediaFact, { type: T }>) => boolean,
  ): Promise<Extract<MediaFact, { type: T }>>;
  close(): Promise<void>;
}

let nextPort = 43_000 + (process.pid % 100) * 40;

/** A media node with the real worker and ffmpeg in a folder of its own. */
export async function openMediaRig(
  config: Partial<MediaConfig> = {},
  deps: Partial<MediaDeps> = {},
): Promise<MediaRig> {
  const recordingsDir = await mkdtemp(join(tmpdir(), 'caipai-media-'));
  nextPort += 8;
  const node = await createMediaNode(
    {
      workerBin: requireEnv('MEDIASOUP_WORKER_BIN'),
      ffmpegPath: requireEnv('FFMPEG_PATH'),
      recordingsDir,
      rtcPorts: { min: nextPort, max: nextPort + 99 },
      workerCount: 1,
      minFreeBytes: 1,
      ...config,
    },
    { log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }), clock: { nowMs: Date.now }, ...deps },
  );
  const facts: MediaFact[] = [];
  node.onFact((fact) => facts.push(fact));
  return {
    node,
    recordingsDir,
    facts,
    fact: (type, test = () => true) =>
      new Promise((resolve) => {
        type Wanted = Extract<MediaFact, { type: typeof type }>;
        const matches = (fact: MediaFact): fact is Wanted => fact.type === type && test(fact as Wanted);
        const past = facts.find(matches);
        if (past) resolve(past);
        else {
          const off = node.onFact((fact) => {
            if (!matches(fact)) return;
            off();
            resolve(fact);
          });
        }
      }),
    async close() {
      await node.close();
      await rm(recordingsDir, { recursive: true, force: true });
    },
  };
}

export const newRoomId = (): string => randomUUID();
