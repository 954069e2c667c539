import { type ErrorCode, isRetryable } from './codes.ts';

/**
 * The one error class. `code` goes to the wire and picks the sentence that the user reads;
 * `message` and `cause` go to the log only.
 */
export class StudioError extends Error {
  override readonly name = 'StudioError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string = code, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  get retryable(): boolean {
    return isRetryable(this.code);
  }
}
