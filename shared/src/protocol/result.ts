import type { EvidenceKind } from '../domain/product-terms.ts';
import type { LiveSegment } from '../domain/rundown.ts';
import type { ErrorCode } from '../errors/codes.ts';
import type { UnprovedClaim } from '../schemas/product.ts';

export interface Refusal {
  code: ErrorCode;
  /** Fields that failed to parse, as `path.to.field: reason`; only with `input.invalid`. */
  fields?: string[];
  /** After how long the same request may succeed, in milliseconds. */
  retryAfterMs?: number;
  /** Which papers are missing; only with `shelf.missingEvidence`. */
  missingEvidence?: EvidenceKind[];
  /** What is claimed without proof; only when something is not shown for it. */
  unprovedClaims?: UnprovedClaim[];
  /** Quoted to the user with unexpected failures, and found again in the server's log. */
  incidentId?: string;
  /** The segment as it stands; only with `rundown.conflict`. */
  current?: LiveSegment;
}

/** What every acknowledged request answers with, over the socket as over HTTP. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: Refusal };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refuse(code: ErrorCode, details: Omit<Refusal, 'code'> = {}): { ok: false; error: Refusal } {
  return { ok: false, error: { code, ...details } };
}
