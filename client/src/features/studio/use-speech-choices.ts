import type { Refusal, Result } from '@caipai/shared/protocol/result';
import type { SpeechShare, SpeechStanding } from '@caipai/shared/schemas/speech';
import { useState } from 'react';
import { answerSpeech, shareSpeech } from '../../state/speech-choices.ts';
import { useRoom, useSession } from '../live/room-context.tsx';

/** What the anchor decides about their figures, taken over by the page at once. */
export function useSpeechChoices() {
  const { session } = useRoom();
  const { id: sessionId, cohortId, speech: standing } = useSession();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const where = { cohortId, sessionId, standing };
  const take = (answer: Result<SpeechStanding>) => {
    setRefusal(answer.ok ? null : answer.error);
    if (answer.ok)
      session.update((view) => ({
        ...view,
        session: view.session && { ...view.session, speech: answer.value },
      }));
  };
  return {
    standing,
    refusal,
    answer: async (given: boolean) => take(await answerSpeech(where, given)),
    share: async (share: SpeechShare) => take(await shareSpeech(where, share)),
  };
}
