import type { PgBoss as Boss } from 'pg-boss';
import type { Logger } from '../observability/log.ts';
import type { OpenDatabase } from '../store/database.ts';

/** A worker that says nothing for so long has died; pg-boss takes no less than ten. */
const HEARTBEAT_S = 10;
const SUPERVISE_EVERY_S = 10;
/** A part of the system may be away for an hour; with growing delays this is most of a day. */
const RETRIES = 100;
const RETRY_DELAY_S = 5;
const LONGEST_RETRY_DELAY_S = 600;

export interface JobQueue {
  /** Puts a job into the queue; one that waits or runs already under the same key is not put there twice. */
  send(key: string): Promise<void>;
  close(): Promise<void>;
}

export interface QueueOptions {
  name: string;
  database: OpenDatabase;
  log: Logger;
  /** Does the job. What it throws is tried again, at growing distances. */
  run(key: string): Promise<void>;
  /** After the last try. */
  giveUp(key: string): Promise<void>;
}

/** A queue that outlives this process, in the database that is there anyway; each job runs at one process. */
export async function openQueue({ name, database, log, run, giveUp }: QueueOptions): Promise<JobQueue> {
  const { PgBoss } = await import('pg-boss');
  const boss: Boss = new PgBoss({
    ...(await database.jobStore()),
    schema: 'jobs',
    schedule: false,
    superviseIntervalSeconds: SUPERVISE_EVERY_S,
  });
  boss.on('error', (error) => log.warn({ err: error, queue: name }, 'job queue'));
  await boss.start();
  await boss.createQueue(name, {
    policy: 'exclusive',
    heartbeatSeconds: HEARTBEAT_S,
    expireInSeconds: 24 * 3_600,
    retryLimit: RETRIES,
    retryDelay: RETRY_DELAY_S,
    retryBackoff: true,
    retryDelayMax: LONGEST_RETRY_DELAY_S,
  });
  await boss.work<{ key: string }>(name, { includeMetadata: true }, async ([job]) => {
    if (!job) return;
    const { key } = job.data;
    try {
      await run(key);
    } catch (error) {
      const last = job.retryCount >= RETRIES;
      log.warn({ err: error, queue: name, key, tries: job.retryCount + 1, last }, 'job failed');
      if (last) await giveUp(key);
      throw error;
    }
  });
  return {
    async send(key) {
      await boss.send(name, { key }, { singletonKey: key });
    },
    // Whoever runs a job here is ended by its own close; the queue does not wait for hours.
    close: () => boss.stop({ graceful: false }),
  };
}
