import { StudioError } from '@caipai/shared/errors/studio-error';
import { type Refusal, refuse } from '@caipai/shared/protocol/result';
import type { z } from 'zod';
import type { Logger } from './log.ts';

/** The refusal for input that does not parse, naming each field. */
export function refusalOfParse(error: z.ZodError): { ok: false; error: Refusal } {
  const tooLarge = error.issues.some((issue) => issue.code === 'too_big');
  return refuse(tooLarge ? 'input.tooLarge' : 'input.invalid', {
    fields: error.issues.slice(0, 10).map((issue) => `${issue.path.join('.') || '(all)'}: ${issue.message}`),
  });
}

/** The file system's or PostgreSQL's way to say it, perhaps wrapped by the query builder. */
function isDiskFull(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = (cause as { code?: unknown }).code;
    if (code === 'ENOSPC' || code === '53100') return true;
  }
  return false;
}

/**
 * What a caller learns of a thrown error, the same for HTTP and socket. Expected refusals go out as
 * they are; anything else becomes `server.internal` with an id that is found again in the log.
 */
export function refusalOfError(
  error: unknown,
  log: Logger,
  where: string,
  newId: () => string,
): { ok: false; error: Refusal } {
  if (error instanceof StudioError && error.code !== 'server.internal') {
    log.info({ where, code: error.code, reason: error.message }, 'request refused');
    const { retryAfterMs, current, missingEvidence, unprovedClaims } = error;
    return refuse(error.code, {
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(current === undefined ? {} : { current }),
      ...(missingEvidence === undefined ? {} : { missingEvidence }),
      ...(unprovedClaims === undefined ? {} : { unprovedClaims }),
    });
  }
  const incidentId = newId();
  if (isDiskFull(error)) {
    log.error({ where, incidentId, err: error }, 'the disk is full');
    return refuse('server.diskFull', { incidentId });
  }
  log.error({ where, incidentId, err: error }, 'request failed');
  return refuse('server.internal', { incidentId });
}
