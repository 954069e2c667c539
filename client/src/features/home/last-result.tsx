import type { SessionSummary } from '@caipai/shared/schemas/session';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ScoreRing } from '../../ui/score-ring.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import styles from './last-result.module.css';

export function LastResult({ session }: { session: SessionSummary | null }) {
  const { t } = useTranslation('home');
  return (
    <section aria-labelledby="last-title">
      <h2 id="last-title">{t('last.title')}</h2>
      {session ? (
        <Link
          to="/sessions/$sessionId/replay"
          params={{ sessionId: session.id }}
          className={styles.result}
          data-testid="last-result"
        >
          <ScoreRing score={session.score} size={92} />
          <span className={styles.words}>
            <strong>{session.title}</strong>
            {session.startedAtMs !== null && (
              <span className={styles.when}>
                <TimeText ms={session.startedAtMs} />
              </span>
            )}
            <span className={styles.open}>{t('last.open')}</span>
          </span>
        </Link>
      ) : (
        <p className={styles.none}>{t('last.none')}</p>
      )}
    </section>
  );
}
