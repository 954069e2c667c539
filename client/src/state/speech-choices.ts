import type { Result } from '@caipai/shared/protocol/result';
import type { SpeechShare, SpeechStanding } from '@caipai/shared/schemas/speech';
import { call } from '../net/rest.ts';

interface Where {
  cohortId: string;
  sessionId: string;
  standing: SpeechStanding;
}

/** Yes or no to being measured in this class. A no takes back what was kept and shared. */
export async function answerSpeech(
  { cohortId, standing }: Where,
  given: boolean,
): Promise<Result<SpeechStanding>> {
  const answer = await call('PUT /cohorts/:cohortId/speech-consent', { cohortId, given });
  if (!answer.ok) return answer;
  const share = given ? standing.share : 'nobody';
  return { ok: true, value: { ...standing, consent: given, share } };
}

export function shareSpeech({ sessionId }: Where, share: SpeechShare): Promise<Result<SpeechStanding>> {
  return call('PUT /sessions/:sessionId/speech-share', { sessionId, share });
}
