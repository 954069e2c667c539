import type { Refusal } from '@caipai/shared/protocol/result';
import type { CohortDetail } from '@caipai/shared/protocol/routes';
import type { SpeechLanguage, SpeechPolicy } from '@caipai/shared/schemas/speech';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cohortQuery, queryClient } from '../../net/queries.ts';
import { call } from '../../net/rest.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { InlineError } from '../../ui/states.tsx';
import styles from './cohort-page.module.css';

const OF_THE_PAGE = 'page';

/** Whether the class keeps how its anchors speak, and by which norms of pace it reads them. */
export function SpeechPolicyPanel({ cohortId, policy }: { cohortId: string; policy: SpeechPolicy }) {
  const { t } = useTranslation('cohort');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const key = cohortQuery(cohortId).queryKey;

  const save = async (next: SpeechPolicy) => {
    setRefusal(null);
    const show = (speech: SpeechPolicy) =>
      queryClient.setQueryData(key, (old: CohortDetail | undefined) => old && { ...old, speech });
    show(next);
    const answer = await call('PUT /cohorts/:cohortId/speech-policy', { cohortId, ...next });
    if (answer.ok) return show(answer.value);
    setRefusal(answer.error);
    show(policy);
  };
  return (
    <section aria-labelledby="speech-title" data-testid="speech-policy">
      <h2 id="speech-title">{t('speech.title')}</h2>
      <p className={styles.quiet}>{t('speech.lead')}</p>
      <div className={styles.fields}>
        <SelectField
          label={t('speech.figures')}
          value={policy.figures}
          options={(['withConsent', 'off'] as const).map((each) => ({
            value: each,
            label: t(`speech.figures.${each}`),
          }))}
          onChange={(figures) => void save({ ...policy, figures: figures as SpeechPolicy['figures'] })}
          testId="speech-figures"
        />
        <SelectField
          label={t('speech.language')}
          value={policy.language ?? OF_THE_PAGE}
          options={([OF_THE_PAGE, 'zh', 'en'] as const).map((each) => ({
            value: each,
            label: t(`speech.language.${each}`),
          }))}
          onChange={(language) =>
            void save({
              ...policy,
              language: language === OF_THE_PAGE ? null : (language as SpeechLanguage),
            })
          }
          testId="speech-language"
        />
      </div>
      <InlineError refusal={refusal} />
    </section>
  );
}
