import { StudioError } from '@caipai/shared/errors/studio-error';
import { errors } from 'mediasoup';

/** What mediasoup throws, in the codes of the contract. */
export function toStudioError(error: unknown): StudioError {
  if (error instanceof StudioError) return error;
  if (error instanceof errors.UnsupportedError)
    return new StudioError('media.unsupportedCodec', error.message, { cause: error });
  if (error instanceof errors.WorkerClosedError)
    return new StudioError('media.roomLost', error.message, { cause: error });
  if (error instanceof errors.NotFoundError)
    return new StudioError('media.transportNotFound', error.message, { cause: error });
  if (error instanceof TypeError) return new StudioError('input.invalid', error.message, { cause: error });
  const message = error instanceof Error ? error.message : String(error);
  if (/closed/i.test(message)) return new StudioError('media.roomLost', message, { cause: error });
  if (/unsupported|cannot consume/i.test(message))
    return new StudioError('media.unsupportedCodec', message, { cause: error });
  return new StudioError('server.internal', message, { cause: error });
}
