import type { ErrorCode } from '@caipai/shared/errors/codes';
import type { RecordingStatus } from '@caipai/shared/schemas/session';
import type { Broadcast } from '../../realtime/broadcast.ts';

export type RecordingWorry = Extract<ErrorCode, `recording.${string}`>;

export function isRecordingWorry(code: ErrorCode): code is RecordingWorry {
  return code.startsWith('recording.');
}

interface Standing {
  status: RecordingStatus;
  code: RecordingWorry | null;
}

/** How the recording of each session stands, for pages that join later; changes are told at once. */
export function createRecordingStatus(broadcast: Pick<Broadcast, 'toSessionByPartHere'>) {
  const standings = new Map<string, Standing>();
  return {
    get: (sessionId: string): RecordingStatus => standings.get(sessionId)?.status ?? 'idle',
    worryOf: (sessionId: string): RecordingWorry | null => standings.get(sessionId)?.code ?? null,
    forget(sessionId: string): void {
      standings.delete(sessionId);
    },
    set(sessionId: string, status: RecordingStatus, code: RecordingWorry | null): void {
      const before = standings.get(sessionId);
      if (before?.status === status && before.code === code) return;
      standings.set(sessionId, { status, code });
      broadcast.toSessionByPartHere(sessionId, 'recording:changed', {
        crew: { sessionId, status, code },
        viewers: { sessionId, status, code: null },
      });
    },
  };
}
export type RecordingStatuses = ReturnType<typeof createRecordingStatus>;
