import type { SessionSummary } from '@caipai/shared/schemas/session';
import { Button } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { coachesCohort, useMe } from '../../app/use-me.ts';
import { clockText } from '../../ui/format.ts';
import { Poster } from '../../ui/poster.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useServerNow } from '../../ui/use-server-now.ts';
import { assistantOf, jobsOfPerson } from '../crew/jobs.ts';
import styles from './live-now.module.css';

/** A session that is on air: always dark, the brightest thing on the page. */
export function LiveNow({ session }: { session: SessionSummary }) {
  const { t } = useTranslation(['home', 'common']);
  const me = useMe();
  const nowMs = useServerNow();
  const mine = session.anchor.id === me.id;
  const assists = assistantOf(session.crew)?.id === me.id;
  const coach = !mine && !assists && coachesCohort(me, session.cohortId);
  const consoles = jobsOfPerson(session.crew, me.id).filter((job) => job !== 'assistantAnchor');
  const params = { sessionId: session.id };

  // Whoever sees this is about to come in: the room's code brings socket and codecs along.
  const router = useRouter();
  const next = coach ? '/sessions/$sessionId/coach' : '/sessions/$sessionId/watch';
  useEffect(() => {
    if (mine) return;
    void router.preloadRoute({ to: next, params: { sessionId: session.id } }).catch(() => {});
  }, [mine, next, session.id, router]);

  return (
    <section className={styles.live} aria-label={t('live.title')} data-testid="live-now">
      <Poster url={session.posterUrl} orientation={session.orientation} className={styles.poster} />
      <div className={styles.body}>
        <StatusBadge state={session.state} large />
        <h2 className={styles.title}>{session.title}</h2>
        <p className={styles.facts}>
          {session.anchor.name} · {session.cohortName}
        </p>
        {session.startedAtMs !== null && (
          <p className={styles.clock}>
            <span>{t('live.for')}</span>
            <span className="num">{clockText(nowMs - session.startedAtMs)}</span>
          </p>
        )}
        <div className={styles.actions}>
          {mine && (
            <Button
              size="lg"
              renderRoot={(props) => <Link to="/sessions/$sessionId/studio" params={params} {...props} />}
              data-testid="live-back"
            >
              {t('live.back')}
            </Button>
          )}
          {assists && (
            <Button
              size="lg"
              renderRoot={(props) => <Link to="/sessions/$sessionId/studio" params={params} {...props} />}
              data-testid="live-stage"
            >
              {t('live.stage')}
            </Button>
          )}
          {consoles.map((job) => (
            <Button
              key={job}
              size="lg"
              renderRoot={(props) => (
                <Link
                  to="/sessions/$sessionId/console/$job"
                  params={{ sessionId: session.id, job }}
                  {...props}
                />
              )}
              data-testid={`live-console-${job}`}
            >
              {t(`common:crewJob.${job}`)}
            </Button>
          ))}
          {coach && (
            <Button
              size="lg"
              renderRoot={(props) => <Link to="/sessions/$sessionId/coach" params={params} {...props} />}
              data-testid="live-coach"
            >
              {t('live.coach')}
            </Button>
          )}
          {!mine && (
            <Button
              size="lg"
              variant={coach || assists || consoles.length > 0 ? 'default' : 'filled'}
              renderRoot={(props) => <Link to="/sessions/$sessionId/watch" params={params} {...props} />}
              data-testid="live-watch"
            >
              {t('live.watch')}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
