import { summariseScores } from '@caipai/shared/domain/scoring';
import type { ScoreSheet } from '@caipai/shared/schemas/rubric';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/use-me.ts';
import { scoreQuery } from '../../net/queries.ts';
import { RefusedError, toRefusal } from '../../net/rest.ts';
import { ScoreRing } from '../../ui/score-ring.tsx';
import { Bone } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { criterionRows, extremes } from './criterion-rows.ts';
import { CriterionTable } from './criterion-table.tsx';
import { ReleaseButton } from './release-button.tsx';
import styles from './results-panel.module.css';

/** What the performance was worth, and why: ring first, one sentence, the table after. */
export function ResultsPanel({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('results');
  const me = useMe();
  const sheet = useQuery(scoreQuery(session.id));
  const coach = session.access.release || (session.access.seeResults && session.anchor.id !== me.id);
  const withheld =
    sheet.error instanceof RefusedError &&
    (sheet.error.refusal.code === 'auth.forbidden' || sheet.error.refusal.code === 'session.wrongState');

  let content: React.ReactNode;
  if (withheld || (sheet.data && sheet.data.marks.length === 0))
    content = <Nothing reader={coach ? 'coach' : session.anchor.id === me.id ? 'anchor' : 'peer'} />;
  else if (sheet.isError)
    content = <ErrorState refusal={toRefusal(sheet.error)} onRetry={() => void sheet.refetch()} />;
  else if (!sheet.data) content = <Bone height={220} />;
  else content = <Sheet sheet={sheet.data} coach={coach} />;

  return (
    <section className={styles.results} aria-labelledby="results-title" data-testid="results">
      <header className={styles.head}>
        <h2 id="results-title">{t('title')}</h2>
        {session.access.release && (
          <ReleaseButton
            session={session}
            scored={Boolean(sheet.data && sheet.data.marks.length > 0)}
            complete={Boolean(sheet.data && isComplete(sheet.data))}
          />
        )}
      </header>
      {content}
    </section>
  );
}

function isComplete({ rubric, marks }: ScoreSheet): boolean {
  return rubric.criteria.every(({ id }) =>
    marks.some((mark) => mark.criterionId === id && mark.rater.role === 'instructor' && mark.level !== null),
  );
}

function Nothing({ reader }: { reader: 'coach' | 'anchor' | 'peer' }) {
  const { t } = useTranslation('results');
  return (
    <div className={styles.held} data-testid="results-held">
      {reader === 'anchor' && <strong>{t('held.title')}</strong>}
      <p>{t(reader === 'anchor' ? 'held.text' : reader === 'coach' ? 'none.coach' : 'none.peer')}</p>
    </div>
  );
}

function Sheet({ sheet, coach }: { sheet: ScoreSheet; coach: boolean }) {
  const { t } = useTranslation('results');
  const summary = summariseScores(sheet.rubric.criteria, sheet.marks);
  const rows = criterionRows(sheet);
  const ends = extremes(rows);
  const instructors = summary.raters.filter((rater) => rater.role === 'instructor').length;
  const peers = summary.raters.length - instructors;
  const [low, high] = summary.spread ?? [0, 0];
  return (
    <>
      {coach && sheet.releasedAtMs === null && <p className={styles.heldNote}>{t('held.coach')}</p>}
      <div className={styles.summary}>
        <ScoreRing score={summary.instructorScore} spread={summary.spread} size={132} label={t('outOf')} />
        <div className={styles.words}>
          <strong>{t('score')}</strong>
          <span className={styles.quiet}>
            {instructors === 0
              ? t('noRater')
              : instructors === 1
                ? t('oneRater')
                : t('spread', { count: instructors, low: Math.round(low), high: Math.round(high) })}
          </span>
          {summary.peerScore !== null && (
            <span className={styles.peer}>
              <span className={`${styles.peerScore} num`}>{Math.round(summary.peerScore)}</span>
              <span>
                {t('peers')}
                <small>{t('peersText', { count: peers })}</small>
              </span>
            </span>
          )}
        </div>
        {ends && (
          <dl className={styles.ends}>
            <div>
              <dt>{t('best')}</dt>
              <dd>{ends.best.title}</dd>
              {ends.best.notes[0] && <dd className={styles.quiet}>{ends.best.notes[0].note}</dd>}
            </div>
            <div>
              <dt>{t('weakest')}</dt>
              <dd>{ends.weakest.title}</dd>
              {ends.weakest.notes[0] && <dd className={styles.quiet}>{ends.weakest.notes[0].note}</dd>}
            </div>
          </dl>
        )}
      </div>
      <CriterionTable rows={rows} />
    </>
  );
}
