import type { EvidenceKind } from '../domain/product-terms.ts';
import type { LiveSegment } from '../domain/rundown.ts';
import type { UnprovedClaim } from '../schemas/product.ts';
import { type ErrorCode, isRetryable } from './codes.ts';

/**
 * The one error class. `code` goes to the wire and picks the sentence that the user reads;
 * `message` and `cause` go to the log only.
 */
export class StudioError extends Error {
  override readonly name = 'StudioError';
  readonly code: ErrorCode;
  /** After how long the same request may succeed; sent along with the refusal. */
  readonly retryAfterMs: number | undefined;
  /** With `rundown.conflict`: what stands there instead; sent along as well. */
  readonly current: LiveSegment | undefined;
  /** Which papers a product lacks; sent along with the refusal to show it. */
  readonly missingEvidence: EvidenceKind[] | undefined;
  /** What it claims without proof; sent along as well. */
  readonly unprovedClaims: UnprovedClaim[] | undefined;

  constructor(
    code: ErrorCode,
    message: string = code,
    options?: {
      cause?: unknown;
      retryAfterMs?: number;
      current?: LiveSegment;
      missingEvidence?: EvidenceKind[] | undefined;
      unprovedClaims?: UnprovedClaim[] | undefined;
    },
  ) {
    super(message, options);
    this.code = code;
    this.retryAfterMs = options?.retryAfterMs;
    this.current = options?.current;
    this.missingEvidence = options?.missingEvidence;
    this.unprovedClaims = options?.unprovedClaims;
  }

  get retryable(): boolean {
    return isRetryable(this.code);
  }
}
