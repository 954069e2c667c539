import type { SessionSummary } from '@caipai/shared/schemas/session';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { coachesCohort, useMe } from '../../app/use-me.ts';
import { sessionsQuery } from '../../net/queries.ts';
import { toRefusal } from '../../net/rest.ts';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { CopiesSection } from '../copies/copies-section.tsx';
import { Leftovers } from '../live/frame/leftovers.tsx';
import { CreateCohort } from './create-cohort.tsx';
import styles from './home-page.module.css';
import { LastResult } from './last-result.tsx';
import { LiveNow } from './live-now.tsx';
import { NextUp } from './next-up.tsx';
import { PastSessions } from './past-sessions.tsx';
import { sortSessions } from './sort-sessions.ts';

const route = getRouteApi('/member/shell/');
const REFRESH_MS = 10_000;

export function HomePage() {
  const { t } = useTranslation('home');
  const me = useMe();
  const { cohort } = route.useSearch();
  const sessions = useQuery({ ...sessionsQuery(cohort), refetchInterval: REFRESH_MS });
  usePageTitle(t('page.title'));

  if (me.cohorts.length === 0 && !sessions.data?.length) return <WithoutCohort admin={me.role === 'admin'} />;
  const coaches = me.cohorts.some((each) => coachesCohort(me, each.id));
  return (
    <div className={styles.page}>
      <Leftovers />
      <header className={styles.head}>
        <div>
          <h1>{t(`hello.${partOfDay()}`, { name: me.name })}</h1>
          <p className={styles.lead}>{t(coaches ? 'start.text.instructor' : 'start.text.trainee')}</p>
        </div>
        <Link
          to="/sessions/new"
          search={cohort ? { cohort } : {}}
          className={styles.start}
          data-testid="rehearse-now"
        >
          <span className={styles.record} aria-hidden />
          {t('start.action')}
        </Link>
      </header>
      {sessions.isError && !sessions.data ? (
        <ErrorState refusal={toRefusal(sessions.error)} onRetry={() => void sessions.refetch()} />
      ) : sessions.data ? (
        <Sessions list={sessions.data} cohort={cohort} coaches={coaches} />
      ) : (
        <PageSkeleton cards={4} />
      )}
      <CopiesSection />
    </div>
  );
}

function Sessions({
  list,
  cohort,
  coaches,
}: {
  list: SessionSummary[];
  cohort: string | undefined;
  coaches: boolean;
}) {
  const { t } = useTranslation('home');
  const me = useMe();
  const { live, next, last, past } = sortSessions(list, me.id);
  if (list.length === 0) {
    const invitable = me.cohorts.find(
      (each) => (!cohort || each.id === cohort) && coachesCohort(me, each.id),
    );
    return (
      <EmptyState
        title={t(coaches ? 'empty.coachTitle' : 'empty.title')}
        text={t(coaches ? 'empty.coachText' : 'empty.text')}
      >
        <Button component={Link} to="/sessions/new">
          {t('start.action')}
        </Button>
        {invitable && (
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/cohorts/$cohortId" params={{ cohortId: invitable.id }} {...props} />
            )}
          >
            {t('empty.invite')}
          </Button>
        )}
      </EmptyState>
    );
  }
  return (
    <>
      {live.map((session) => (
        <LiveNow key={session.id} session={session} />
      ))}
      <div className={styles.pair}>
        <NextUp sessions={next} />
        {(!coaches || last) && <LastResult session={last} />}
      </div>
      <PastSessions sessions={past} cohort={cohort} />
    </>
  );
}

function WithoutCohort({ admin }: { admin: boolean }) {
  const { t } = useTranslation('home');
  if (!admin) return <EmptyState title={t('noCohort.title')} text={t('noCohort.text')} />;
  return (
    <EmptyState title={t('noCohort.adminTitle')} text={t('noCohort.adminText')}>
      <CreateCohort />
    </EmptyState>
  );
}

function partOfDay(): 'morning' | 'afternoon' | 'evening' {
  const hour = new Date().getHours();
  if (hour >= 4 && hour < 12) return 'morning';
  return hour >= 12 && hour < 18 ? 'afternoon' : 'evening';
}
