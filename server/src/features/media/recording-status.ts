import type { ErrorCode } from '@caipai/shared/errors/codes';
import type { RecordingStatus } from '@caipai/shared/schemas/session';
import type { Broadcast } from '../../realtime/broadcast.ts';

export type RecordingWorry = Extract<ErrorCode, `recording.${string}`>;

export function isRecordingWorry(code: ErrorCode): code is RecordingWorry {
  return code.startsWith('recording.');
}

/** How the recording of each session stands, for pages that join later; changes are told at once. */
export function createRecordingStatus(broadcast: Pick<Broadcast, 'toSessionHere'>) {
  const statuses = new Map<string, RecordingStatus>();
  return {
    get: (sessionId: string): RecordingStatus => statuses.get(sessionId) ?? 'idle',
    forget(sessionId: string): void {
      statuses.delete(sessionId);
    },
    set(sessionId: string, status: RecordingStatus, code: RecordingWorry | null): void {
      statuses.set(sessionId, status);
      broadcast.toSessionHere(sessionId, 'recording:changed', { sessionId, status, code });
    },
  };
}
export type RecordingStatuses = ReturnType<typeof createRecordingStatus>;
