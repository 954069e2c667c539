import { useTranslation } from 'react-i18next';
import parts from './form-parts.module.css';
import styles from './segment-form.module.css';

const SHORTEST_SECONDS = 5;
const LONGEST_SECONDS = 14_400;

/** Minutes and seconds beside each other. */
export function TargetField({ seconds, onChange }: { seconds: number; onChange: (seconds: number) => void }) {
  const { t } = useTranslation('rundown');
  const set = (minutes: number, rest: number) => {
    const next = minutes * 60 + rest;
    if (Number.isFinite(next))
      onChange(Math.min(Math.max(Math.round(next), SHORTEST_SECONDS), LONGEST_SECONDS));
  };
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  return (
    <fieldset className={styles.target}>
      <legend>{t('field.target')}</legend>
      <span className={`${parts.box} ${styles.clock}`}>
        <input
          type="number"
          className="num"
          inputMode="numeric"
          min={0}
          max={240}
          aria-label={t('field.minutes')}
          value={minutes}
          onChange={(event) => set(event.currentTarget.valueAsNumber, rest)}
        />
        <i aria-hidden>:</i>
        <input
          type="number"
          className="num"
          inputMode="numeric"
          min={-5}
          max={60}
          step={5}
          aria-label={t('field.seconds')}
          value={String(rest).padStart(2, '0')}
          onChange={(event) => set(minutes, event.currentTarget.valueAsNumber)}
        />
      </span>
    </fieldset>
  );
}
