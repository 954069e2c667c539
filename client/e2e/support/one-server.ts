import type { TestProject } from 'vitest/node';
import { startStudio } from './studio-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    studio: { baseUrl: string; pid: number; dataDir: string };
  }
}

/** One server for all browser tests: each of them plans sessions of its own in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const studio = await startStudio();
  // Every test after its death fails for want of it: its own words say why.
  void studio.died.then((words) => process.stderr.write(`the server of the browser tests died:\n${words}\n`));
  project.provide('studio', { baseUrl: studio.baseUrl, pid: studio.pid, dataDir: studio.dataDir });
  return () => studio.close();
}
