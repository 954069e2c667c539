import type { SessionSummary } from '@caipai/shared/schemas/session';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/use-me.ts';
import { clockText } from '../../ui/format.ts';
import { Poster } from '../../ui/poster.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import styles from './past-sessions.module.css';

export function PastSessions({
  sessions,
  cohort,
}: {
  sessions: SessionSummary[];
  cohort: string | undefined;
}) {
  const { t } = useTranslation('home');
  const me = useMe();
  return (
    <section aria-labelledby="past-title">
      <header className={styles.head}>
        <h2 id="past-title">{t('past.title')}</h2>
        <span className={styles.count}>{t('past.count', { count: sessions.length })}</span>
        {me.cohorts.length > 1 && (
          <nav className={styles.filter} aria-label={t('filter.label')}>
            <Link to="/" search={{}} className={styles.chip} aria-current={cohort ? undefined : 'true'}>
              {t('filter.all')}
            </Link>
            {me.cohorts.map((each) => (
              <Link
                key={each.id}
                to="/"
                search={{ cohort: each.id }}
                className={styles.chip}
                aria-current={cohort === each.id ? 'true' : undefined}
              >
                {each.name}
              </Link>
            ))}
          </nav>
        )}
      </header>
      {sessions.length === 0 && <p className={styles.none}>{t('past.none')}</p>}
      <ul className={styles.grid}>
        {sessions.map((session) => (
          <li key={session.id}>
            <PastCard session={session} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function PastCard({ session }: { session: SessionSummary }) {
  const { t } = useTranslation('home');
  const me = useMe();
  return (
    <Link
      to="/sessions/$sessionId/replay"
      params={{ sessionId: session.id }}
      className={styles.card}
      aria-label={t('card.replay', { title: session.title })}
      data-testid="past-session"
    >
      <Poster url={session.posterUrl} orientation={session.orientation} className={styles.poster}>
        {session.recordedMs !== null && (
          <span className={`${styles.length} num`}>{clockText(session.recordedMs)}</span>
        )}
        {session.state === 'ended' && (
          <span className={styles.badge}>
            <StatusBadge state={session.state} />
          </span>
        )}
      </Poster>
      <span className={styles.line}>
        <strong className={styles.title}>{session.title}</strong>
        {session.score !== null && (
          <span
            className={`${styles.score} num`}
            title={t('card.score', { score: Math.round(session.score) })}
          >
            {Math.round(session.score)}
          </span>
        )}
      </span>
      <span className={styles.facts}>
        {session.anchor.id !== me.id && <span>{session.anchor.name}</span>}
        {session.startedAtMs !== null && <TimeText ms={session.startedAtMs} />}
        {session.state !== 'ended' && !session.scoreReleased && <span>{t('card.unreleased')}</span>}
      </span>
    </Link>
  );
}
