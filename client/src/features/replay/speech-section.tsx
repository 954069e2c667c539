import type { Refusal, Result } from '@caipai/shared/protocol/result';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import type { SpeechStanding } from '@caipai/shared/schemas/speech';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, sessionQuery, speechQuery } from '../../net/queries.ts';
import { answerSpeech, shareSpeech } from '../../state/speech-choices.ts';
import { SpeechChoices } from '../speech/speech-choices.tsx';
import styles from './speech-ribbon.module.css';
import type { SpeechSource } from './use-speech-series.ts';

/** What the ribbon is made of, and for the anchor: who else sees it. Peers with whom nothing is shared see nothing. */
export function SpeechSection({ session, source }: { session: SessionDetail; source: SpeechSource }) {
  const { t } = useTranslation('replay');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { id: sessionId, cohortId, speech: standing, access } = session;
  const coach = access.cohortRole === 'instructor';
  if (!access.seeSpeech && !coach) return null;
  const where = { cohortId, sessionId, standing };
  const take = (answer: Result<SpeechStanding>) => {
    setRefusal(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    queryClient.setQueryData(
      sessionQuery(sessionId).queryKey,
      (old: SessionDetail | undefined) => old && { ...old, speech: answer.value },
    );
    void queryClient.invalidateQueries({ queryKey: speechQuery(sessionId).queryKey });
  };
  return (
    <section className={styles.section} aria-labelledby="speech-title" data-testid="speech-section">
      <div>
        <h2 id="speech-title">{t('speech.title')}</h2>
        <p data-source={source} data-testid="speech-source">
          {access.seeSpeech ? t(`speech.source.${source}`) : t('speech.notShared')}
        </p>
      </div>
      {access.shareSpeech && (
        <SpeechChoices
          standing={standing}
          refusal={refusal}
          onAnswer={async (given) => take(await answerSpeech(where, given))}
          onShare={async (share) => take(await shareSpeech(where, share))}
        />
      )}
    </section>
  );
}
