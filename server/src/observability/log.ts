import { type Logger, pino } from 'pino';

export type { Logger };

/** One JSON object a line; secrets never get in, because requests are logged by name, not by body. */
export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
