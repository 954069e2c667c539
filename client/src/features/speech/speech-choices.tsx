import type { Refusal } from '@caipai/shared/protocol/result';
import type { SpeechShare, SpeechStanding } from '@caipai/shared/schemas/speech';
import { useTranslation } from 'react-i18next';
import { SelectField } from '../../ui/select-field.tsx';
import { InlineError } from '../../ui/states.tsx';
import styles from './speech-choices.module.css';

const shares: readonly SpeechShare[] = ['nobody', 'coaches', 'class'];

/** The anchor's own decisions about their figures: whether they are kept, and who else sees them. */
export function SpeechChoices({
  standing,
  refusal,
  onAnswer,
  onShare,
}: {
  standing: SpeechStanding;
  refusal: Refusal | null;
  onAnswer: (given: boolean) => void;
  onShare: (share: SpeechShare) => void;
}) {
  const { t } = useTranslation('common');
  const given = standing.consent === true;
  if (standing.figures === 'off') return <p className={styles.note}>{t('speech.classOff')}</p>;
  return (
    <div className={styles.choices} data-testid="speech-choices">
      <SelectField
        label={t('speech.share')}
        value={standing.share}
        options={shares.map((share) => ({ value: share, label: t(`speech.share.${share}`) }))}
        onChange={(share) => onShare(share as SpeechShare)}
        testId="speech-share"
      />
      <div>
        <button
          type="button"
          className={styles.answer}
          onClick={() => onAnswer(!given)}
          data-testid="speech-answer"
        >
          {given ? t('speech.takeBack') : t('speech.allow')}
        </button>
        <p className={styles.note}>{given ? t('speech.takeBackHint') : t('speech.allowHint')}</p>
      </div>
      <InlineError refusal={refusal} />
    </div>
  );
}
