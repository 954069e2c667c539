import { type ErrorCode, errorCodes } from '@caipai/shared/errors/codes';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { type Refusal, type Result, refuse } from '@caipai/shared/protocol/result';
import type { MediaFact, MediaInput, MediaOutput, MediaRequestName } from '@caipai/shared/schemas/media';

/** Events between a server and a media node that live apart: the requests by their own names, and facts. */
export type ControlRequests = {
  [N in MediaRequestName]: (input: MediaInput<N>, answer: (result: Result<MediaOutput<N>>) => void) => void;
};
export interface ControlFacts {
  fact: (fact: MediaFact) => void;
}

/** Kinds of failure in the handshake, as socket.io hands them to the other side. */
export const WRONG_TOKEN = 'wrongToken';

/** Two ways to lose a node: its socket closes, which shows at once, or it falls silent, which shows after both. */
export const PING_EVERY_MS = 1_000;
export const PING_LATE_MS = 1_200;

export function asRefusal(error: unknown): { ok: false; error: Refusal } {
  return refuse(error instanceof StudioError ? error.code : 'server.internal');
}

export function fromRefusal(name: MediaRequestName, { code }: Refusal): StudioError {
  const known: ErrorCode = errorCodes.includes(code) ? code : 'server.internal';
  return new StudioError(known, `${name} refused by the media node: ${known}`);
}
