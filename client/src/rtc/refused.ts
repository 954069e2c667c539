import type { Refusal } from '@caipai/shared/protocol/result';

/** The server's no, or this browser's own, on its way through code that throws. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** Trying again will not mend it. */
export function isFinal({ code }: Refusal): boolean {
  // Not joined is what a socket hears that is just coming back.
  if (code === 'session.notJoined') return false;
  return code.startsWith('session.') || code.startsWith('auth.') || code === 'media.unsupportedCodec';
}
