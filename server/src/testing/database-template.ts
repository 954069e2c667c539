import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../store/database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseTemplate: string;
  }
}

/** An embedded database takes seconds to be made and a blink to be copied: tests start from this one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'caipai-template-'));
  const onIdleError = (error: Error) => console.error(error);
  const { close } = await openDatabase({ databaseUrl: null, dataDir, onIdleError });
  await close();
  project.provide('databaseTemplate', dataDir);
  return () => rm(dataDir, { recursive: true, force: true });
}

/** A data folder of its own with an empty, migrated database in it. */
export async function makeDataDir(name: string): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), `caipai-${name}-`));
  await cp(inject('databaseTemplate'), dataDir, { recursive: true });
  return dataDir;
}
