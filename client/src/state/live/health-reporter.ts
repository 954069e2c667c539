import { HEALTH_EVERY_MS, HEALTH_MIN_INTERVAL_MS } from '@caipai/shared/limits';
import type { RequestInput } from '@caipai/shared/protocol/requests';
import type { Quality } from '../../rtc/verdict.ts';

export type HealthReport = Omit<RequestInput<'media:reportHealth'>, 'sessionId'>;

/** Not every report takes the same time to the server, which counts from arrival to arrival. */
const SLACK_MS = 500;

/**
 * Chooses which verdicts the ledger gets: one now and then, a changed one soon. Takes every verdict as
 * it comes and sends by itself.
 */
export class HealthReporter {
  readonly #send: (report: HealthReport) => void;
  #sentAtMs = Number.NEGATIVE_INFINITY;
  #said: string | null = null;

  constructor(send: (report: HealthReport) => void) {
    this.#send = send;
  }

  offer({ grade, reason, figures }: Quality, nowMs: number): void {
    const said = `${grade} ${reason}`;
    const dueAfterMs = said === this.#said ? HEALTH_EVERY_MS : HEALTH_MIN_INTERVAL_MS + SLACK_MS;
    if (nowMs - this.#sentAtMs < dueAfterMs) return;
    this.#sentAtMs = nowMs;
    this.#said = said;
    this.#send({ grade, reason, figures });
  }
}
