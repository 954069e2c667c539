import { isOnAir, isOver } from '@caipai/shared/domain/session-machine';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { coachesCohort, useMe } from '../../app/use-me.ts';
import { sessionQuery } from '../../net/queries.ts';
import { toRefusal } from '../../net/rest.ts';
import { useFormat } from '../../ui/format.ts';
import night from '../../ui/night.module.css';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { ConsoleButton, DoorButton } from '../crew/door-buttons.tsx';
import { assistantOf, jobsOfPerson } from '../crew/jobs.ts';
import { Countdown } from './countdown.tsx';
import { DeleteSession } from './delete-session.tsx';
import styles from './lobby-page.module.css';

const route = getRouteApi('/member/shell/sessions/$sessionId');
const REFRESH_MS = 3_000;

/** The door of one session: before air the foyer, on air straight in, afterwards the replay. */
export function LobbyPage() {
  const { sessionId } = route.useParams();
  const me = useMe();
  const session = useQuery({
    ...sessionQuery(sessionId),
    refetchOnMount: 'always',
    refetchInterval: REFRESH_MS,
  });
  usePageTitle(session.data?.title);
  if (session.isError && !session.data)
    return <ErrorState refusal={toRefusal(session.error)} onRetry={() => void session.refetch()} />;
  // Where to go is decided on what holds now, not on what an earlier page left in the cache.
  if (!session.data || !session.isFetchedAfterMount) return <PageSkeleton cards={2} />;
  const { state, anchor, crew, cohortId } = session.data;
  const params = { sessionId };
  if (isOver(state)) return <Navigate to="/sessions/$sessionId/replay" params={params} replace />;
  if (isOnAir(state)) {
    const onStage = anchor.id === me.id || assistantOf(crew)?.id === me.id;
    if (onStage) return <Navigate to="/sessions/$sessionId/studio" params={params} replace />;
    const [job] = jobsOfPerson(crew, me.id);
    if (job) return <Navigate to="/sessions/$sessionId/console/$job" params={{ ...params, job }} replace />;
    if (coachesCohort(me, cohortId))
      return <Navigate to="/sessions/$sessionId/coach" params={params} replace />;
    return <Navigate to="/sessions/$sessionId/watch" params={params} replace />;
  }
  return <Foyer session={session.data} />;
}

function Foyer({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('lobby');
  const me = useMe();
  const mine = session.anchor.id === me.id;
  return (
    <div className={styles.page}>
      <section className={`${night.night} ${styles.hero}`}>
        <span className={styles.beam} aria-hidden />
        <StatusBadge state={session.state} large />
        <h1>{session.title}</h1>
        <p className={styles.facts}>
          {t('by', {
            name: [session.anchor, assistantOf(session.crew)].flatMap((each) => each?.name ?? []).join(' × '),
          })}{' '}
          · {session.cohortName}
          {session.scheduledAtMs !== null && (
            <>
              {' · '}
              <TimeText ms={session.scheduledAtMs} />
            </>
          )}
        </p>
        {session.state === 'lobby' ? (
          <p className={styles.note}>{t('when.waiting')}</p>
        ) : session.scheduledAtMs === null ? (
          <p className={styles.note}>{t('when.none')}</p>
        ) : (
          <Countdown untilMs={session.scheduledAtMs} />
        )}
        <div className={styles.actions}>
          {mine ? <AnchorActions session={session} /> : <GuestActions session={session} />}
          {session.access.planShelf && (
            <DoorButton to="shelf" sessionId={session.id} variant="default" testId="plan-shelf">
              {t('shelf.plan')}
            </DoorButton>
          )}
        </div>
      </section>
      <div className={styles.columns}>
        <Rundown session={session} />
        <Rubric session={session} />
      </div>
    </div>
  );
}

function AnchorActions({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('lobby');
  return (
    <>
      <DoorButton to="studio" sessionId={session.id} testId="enter-studio">
        {t('anchor.enter')}
      </DoorButton>
      {session.access.edit && (
        <DoorButton to="edit" sessionId={session.id} variant="default" testId="edit-session">
          {t('anchor.edit')}
        </DoorButton>
      )}
      <DeleteSession session={session} />
    </>
  );
}

function GuestActions({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('lobby');
  const me = useMe();
  const coach = coachesCohort(me, session.cohortId);
  const assists = assistantOf(session.crew)?.id === me.id;
  const consoles = jobsOfPerson(session.crew, me.id).filter((job) => job !== 'assistantAnchor');
  return (
    <>
      {assists && (
        <DoorButton to="studio" sessionId={session.id} testId="enter-studio">
          {t('anchor.enter')}
        </DoorButton>
      )}
      {consoles.map((job) => (
        <ConsoleButton key={job} job={job} sessionId={session.id} testId={`enter-console-${job}`} />
      ))}
      {coach && (
        <DoorButton
          to="coach"
          sessionId={session.id}
          variant={assists ? 'default' : 'filled'}
          testId="enter-coach"
        >
          {t('guest.coach')}
        </DoorButton>
      )}
      <DoorButton
        to="watch"
        sessionId={session.id}
        variant={coach || assists || consoles.length > 0 ? 'default' : 'filled'}
        testId="enter-watch"
      >
        {t('guest.watch')}
      </DoorButton>
      <p className={styles.hint}>{t('guest.text')}</p>
    </>
  );
}

function Rundown({ session }: { session: SessionDetail }) {
  const { t } = useTranslation(['lobby', 'plan']);
  const format = useFormat();
  const totalMs = session.rundown.reduce((sum, segment) => sum + segment.targetSeconds, 0) * 1_000;
  return (
    <section aria-labelledby="rundown-title">
      <header className={styles.sectionHead}>
        <h2 id="rundown-title">{t('rundown.title')}</h2>
        {totalMs > 0 && <span>{t('rundown.total', { length: format.length(totalMs) })}</span>}
      </header>
      {session.rundown.length === 0 && <p className={styles.quiet}>{t('rundown.none')}</p>}
      <ol className={styles.rundown}>
        {session.rundown.map((segment, index) => (
          <li key={segment.id}>
            <span className={`${styles.position} num`}>{index + 1}</span>
            <span className={styles.segment}>
              <strong>{segment.title}</strong>
              <span>
                {t(`plan:segment.${segment.kind}`)}
                {segment.productId &&
                  ` · ${session.products.find((product) => product.id === segment.productId)?.title ?? ''}`}
              </span>
            </span>
            <span className="num">{format.length(segment.targetSeconds * 1_000)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Rubric({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('lobby');
  const whole = session.rubric.criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
  return (
    <section aria-labelledby="rubric-title">
      <header className={styles.sectionHead}>
        <h2 id="rubric-title">{t('rubric.title')}</h2>
        <span>{session.rubric.title}</span>
      </header>
      <ul className={styles.criteria}>
        {session.rubric.criteria.map((criterion) => (
          <li key={criterion.id}>
            <span>
              <strong>{criterion.title}</strong>
              {criterion.hint && <span className={styles.quiet}>{criterion.hint}</span>}
            </span>
            <span className={`${styles.weight} num`}>{Math.round((100 * criterion.weight) / whole)}%</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
