import type { SessionSummary } from '@caipai/shared/schemas/session';
import { Button } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/use-me.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import styles from './next-up.module.css';

const SHOWN = 4;

export function NextUp({ sessions }: { sessions: SessionSummary[] }) {
  const { t } = useTranslation('home');
  const me = useMe();
  return (
    <section aria-labelledby="next-title">
      <h2 id="next-title">{t('next.title')}</h2>
      {sessions.length === 0 && (
        <div className={styles.none}>
          <p>{t('next.none')}</p>
          <Button variant="default" component={Link} to="/sessions/new">
            {t('next.plan')}
          </Button>
        </div>
      )}
      <ul className={styles.list}>
        {sessions.slice(0, SHOWN).map((session) => (
          <li key={session.id}>
            <Link
              to="/sessions/$sessionId"
              params={{ sessionId: session.id }}
              className={styles.row}
              data-testid="next-session"
            >
              <span className={styles.words}>
                <strong className={styles.title}>{session.title}</strong>
                <span className={styles.facts}>
                  {session.scheduledAtMs === null ? (
                    session.cohortName
                  ) : (
                    <>
                      <TimeText ms={session.scheduledAtMs} /> ·{' '}
                      <TimeText ms={session.scheduledAtMs} as="relative" />
                    </>
                  )}
                  {session.anchor.id !== me.id && ` · ${session.anchor.name}`}
                </span>
              </span>
              <StatusBadge state={session.state} />
              <IconChevronRight size={18} stroke={1.6} className={styles.go} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
