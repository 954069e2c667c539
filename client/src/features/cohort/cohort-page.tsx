import type { CohortDetail } from '@caipai/shared/protocol/routes';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { coachesCohort, useMe } from '../../app/use-me.ts';
import { cohortQuery } from '../../net/queries.ts';
import { toRefusal } from '../../net/rest.ts';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { BlockWords } from './block-words.tsx';
import styles from './cohort-page.module.css';
import { CuePalette } from './cue-palette.tsx';
import { InvitePanel } from './invite-panel.tsx';
import { Rubrics } from './rubrics.tsx';
import { SpeechPolicyPanel } from './speech-policy.tsx';

const route = getRouteApi('/member/shell/cohorts/$cohortId');

export function CohortPage() {
  const { cohortId } = route.useParams();
  const cohort = useQuery(cohortQuery(cohortId));
  usePageTitle(cohort.data?.name);
  if (cohort.isError)
    return <ErrorState refusal={toRefusal(cohort.error)} onRetry={() => void cohort.refetch()} />;
  if (!cohort.data) return <PageSkeleton cards={2} />;
  return <Cohort key={cohortId} cohort={cohort.data} />;
}

function Cohort({ cohort }: { cohort: CohortDetail }) {
  const { t } = useTranslation(['cohort', 'common']);
  const me = useMe();
  const coach = coachesCohort(me, cohort.id);
  return (
    <div className={styles.page}>
      <header>
        <h1>{cohort.name}</h1>
        <p className={styles.facts}>
          <span>{t('members.count', { count: cohort.members.length })}</span>
          {cohort.role && <span>{t('role.lead', { role: t(`common:role.${cohort.role}`) })}</span>}
          <Link to="/" search={{ cohort: cohort.id }}>
            {t('sessions.open')}
          </Link>
          <Link to="/cohorts/$cohortId/products" params={{ cohortId: cohort.id }}>
            {t('products.open')}
          </Link>
        </p>
      </header>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Members cohort={cohort} coach={coach} />
        </div>
        <div className={styles.column}>
          {coach && <InvitePanel cohortId={cohort.id} />}
          <Rubrics cohortId={cohort.id} rubrics={cohort.rubrics} editable={coach} />
          {coach && <CuePalette cohortId={cohort.id} kept={cohort.cuePalette} />}
          {coach && <SpeechPolicyPanel cohortId={cohort.id} policy={cohort.speech} />}
          {coach && <BlockWords cohortId={cohort.id} words={cohort.blockWords} />}
        </div>
      </div>
    </div>
  );
}

function Members({ cohort, coach }: { cohort: CohortDetail; coach: boolean }) {
  const { t } = useTranslation(['cohort', 'common']);
  const me = useMe();
  const members = [...cohort.members].sort(
    (a, b) =>
      Number(b.role === 'instructor') - Number(a.role === 'instructor') || a.joinedAtMs - b.joinedAtMs,
  );
  return (
    <section aria-labelledby="members-title">
      <h2 id="members-title">{t('members.title')}</h2>
      {coach && members.length <= 1 && <p className={styles.quiet}>{t('members.onlyYou')}</p>}
      <ul className={styles.members}>
        {members.map((member) => (
          <li key={member.id} data-testid="member">
            <span className={styles.initial} data-role={member.role} aria-hidden>
              {Array.from(member.name)[0]?.toUpperCase()}
            </span>
            <span className={styles.name}>
              <strong>{member.name}</strong>
              {member.id === me.id && <span className={styles.you}>{t('members.you')}</span>}
              <span className={styles.quiet}>{t(`common:role.${member.role}`)}</span>
            </span>
            <span className={styles.joined} title={t('members.joined')}>
              <TimeText ms={member.joinedAtMs} as="relative" />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
