import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../ui/use-server-now.ts';
import styles from './lobby-page.module.css';

/** Days, hours, minutes and seconds to go, on the server's clock. */
export function Countdown({ untilMs }: { untilMs: number }) {
  const { t } = useTranslation('lobby');
  const leftMs = untilMs - useServerNow();
  if (leftMs <= 0) return <p className={styles.note}>{t('when.due')}</p>;
  const total = Math.ceil(leftMs / 1_000);
  const parts = [
    { unit: 'days' as const, value: Math.floor(total / 86_400) },
    { unit: 'hours' as const, value: Math.floor(total / 3_600) % 24 },
    { unit: 'minutes' as const, value: Math.floor(total / 60) % 60 },
    { unit: 'seconds' as const, value: total % 60 },
  ].filter((part, index) => index > 0 || part.value > 0);
  return (
    <div className={styles.countdown} role="timer" aria-live="off">
      <span className={styles.note}>{t('when.in')}</span>
      <span className={styles.parts}>
        {parts.map((part) => (
          <span key={part.unit} className={styles.part}>
            <b className="num">{String(part.value).padStart(2, '0')}</b>
            {t(`clock.${part.unit}`)}
          </span>
        ))}
      </span>
    </div>
  );
}
