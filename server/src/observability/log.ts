import { type Logger, pino } from 'pino';

export type { Logger };

/**
 * The query builder puts the values of a failed query into its message: comments, cues, notes and
 * whatever else people wrote. The log keeps the database's own reason instead.
 */
export function withoutQueryValues(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const isQuery = error.message.startsWith('Failed query:');
  return pino.stdSerializers.err(
    isQuery && error.cause instanceof Error ? withoutDetail(error.cause) : error,
  );
}

/** PostgreSQL's `detail` quotes the row in question. */
function withoutDetail(cause: Error): Error {
  const plain = new Error(cause.message);
  plain.name = cause.name;
  plain.stack = cause.stack;
  return Object.assign(plain, { code: (cause as { code?: unknown }).code });
}

/** What waits for a reader of the log that does not read; more than this is dropped. */
const MAX_WAITING_BYTES = 4_000_000;

let leaving = false;
// Before the logger's own listener, which writes out what is left.
process.on('exit', () => {
  leaving = true;
});

/** Never waits for whoever reads the log: neither a request nor the end of the program may hang on a full pipe. */
const openOutput = () =>
  pino.destination({ fd: 1, sync: false, maxLength: MAX_WAITING_BYTES, retryEAGAIN: () => !leaving });

/** How long what was logged last may take to be written. */
const LAST_WORDS_MS = 100;

/**
 * Gives what was logged last its time before the program ends. Where the reader of the log is gone this is also
 * when the logger learns it: at the very end it would try to write for ever.
 */
export function flushed(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS));
}

/** One JSON object a line; what people write never gets in: requests are logged by name, not by body. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: withoutQueryValues },
    },
    openOutput(),
  );
}
