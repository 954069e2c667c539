import { availableParallelism } from 'node:os';
import type { TranscriptConfig } from '../transcript/recogniser.ts';

/** How a media node is set up. Only `ffmpegPath` and `recordingsDir` have no default. */
export interface MediaConfig {
  /** The mediasoup worker binary; without it mediasoup looks where its own install put one. */
  workerBin?: string;
  ffmpegPath: string;
  /** Takes lie in `<recordingsDir>/<recordingId>/<take>/`. */
  recordingsDir: string;
  /** Each worker takes one port out of this range, for UDP and TCP. */
  rtcPorts?: { min: number; max: number };
  /**
   * Addresses that browsers are told to connect to. Empty: all IPv4 addresses of this machine and
   * 127.0.0.1. An address that no interface carries (behind NAT) is announced for the first interface.
   */
  announcedAddresses?: string[];
  /** One worker uses one core. */
  workerCount?: number;
  /** A worker with so many consumers takes no more while another has fewer: rooms spread. */
  workerConsumers?: number;
  /** Viewers on this node by WebRTC at most; by default what its workers can carry, two consumers each. */
  maxViewers?: number;
  /** Recording stops below this and starts no take. */
  minFreeBytes?: number;
  /** Upper limit that a publisher is told for all its tracks together. */
  maxPublishBitrateBps?: number;
  /** What writes down what is said; without it nothing does. */
  transcript?: TranscriptConfig;
}

export type ResolvedMediaConfig = Required<Omit<MediaConfig, 'workerBin' | 'transcript'>> &
  Pick<MediaConfig, 'workerBin' | 'transcript'>;

const CONSUMERS_PER_VIEWER = 2;

export function resolveMediaConfig(config: MediaConfig): ResolvedMediaConfig {
  const workerCount = config.workerCount ?? availableParallelism();
  const workerConsumers = config.workerConsumers ?? 400;
  return {
    ...config,
    rtcPorts: config.rtcPorts ?? { min: 40_000, max: 40_099 },
    announcedAddresses: config.announcedAddresses ?? [],
    workerCount,
    workerConsumers,
    maxViewers: config.maxViewers ?? Math.floor((workerCount * workerConsumers) / CONSUMERS_PER_VIEWER),
    minFreeBytes: config.minFreeBytes ?? 512 * 1024 * 1024,
    maxPublishBitrateBps: config.maxPublishBitrateBps ?? 6_000_000,
  };
}
