import type { SessionSummary } from '@caipai/shared/schemas/session';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { coachesCohort, useMe } from '../../app/use-me.ts';
import { clockText } from '../../ui/format.ts';
import night from '../../ui/night.module.css';
import { Poster } from '../../ui/poster.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useServerNow } from '../../ui/use-server-now.ts';
import { ConsoleButton, DoorButton } from '../crew/door-buttons.tsx';
import { assistantOf, jobsOfPerson } from '../crew/jobs.ts';
import styles from './live-now.module.css';

/** A session that is on air: always dark, the brightest thing on the page. */
export function LiveNow({ session }: { session: SessionSummary }) {
  const { t } = useTranslation('home');
  const me = useMe();
  const nowMs = useServerNow();
  const mine = session.anchor.id === me.id;
  const assists = assistantOf(session.crew)?.id === me.id;
  const coach = !mine && !assists && coachesCohort(me, session.cohortId);
  const consoles = jobsOfPerson(session.crew, me.id).filter((job) => job !== 'assistantAnchor');

  // Whoever sees this is about to come in: the room's code brings socket and codecs along.
  const router = useRouter();
  const next = coach ? '/sessions/$sessionId/coach' : '/sessions/$sessionId/watch';
  useEffect(() => {
    if (mine) return;
    void router.preloadRoute({ to: next, params: { sessionId: session.id } }).catch(() => {});
  }, [mine, next, session.id, router]);

  return (
    <section className={`${night.night} ${styles.live}`} aria-label={t('live.title')} data-testid="live-now">
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
            <DoorButton to="studio" sessionId={session.id} testId="live-back">
              {t('live.back')}
            </DoorButton>
          )}
          {assists && (
            <DoorButton to="studio" sessionId={session.id} testId="live-stage">
              {t('live.stage')}
            </DoorButton>
          )}
          {consoles.map((job) => (
            <ConsoleButton key={job} job={job} sessionId={session.id} testId={`live-console-${job}`} />
          ))}
          {coach && (
            <DoorButton to="coach" sessionId={session.id} testId="live-coach">
              {t('live.coach')}
            </DoorButton>
          )}
          {!mine && (
            <DoorButton
              to="watch"
              sessionId={session.id}
              variant={coach || assists || consoles.length > 0 ? 'default' : 'filled'}
              testId="live-watch"
            >
              {t('live.watch')}
            </DoorButton>
          )}
        </div>
      </div>
    </section>
  );
}
