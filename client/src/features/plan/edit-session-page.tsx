import { isOver } from '@caipai/shared/domain/session-machine';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, sessionQuery } from '../../net/queries.ts';
import { call, toRefusal } from '../../net/rest.ts';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import styles from './edit-session-page.module.css';
import { type PlanDraft, toLocalTime } from './plan-draft.ts';
import { PlanForm } from './plan-form.tsx';

const route = getRouteApi('/member/shell/sessions/$sessionId/edit');

export function EditSessionPage() {
  const { t } = useTranslation('plan');
  const { sessionId } = route.useParams();
  const session = useQuery(sessionQuery(sessionId));
  usePageTitle(session.data?.title ?? t('page.edit'));
  if (session.isError)
    return <ErrorState refusal={toRefusal(session.error)} onRetry={() => void session.refetch()} />;
  if (!session.data) return <PageSkeleton cards={0} />;
  if (!session.data.access.edit || isOver(session.data.state))
    return <EmptyState title={t('locked.title')} text={t('locked.text')} />;
  return <Editor key={session.data.id} session={session.data} />;
}

function Editor({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('plan');
  const navigate = useNavigate();
  const [draft, setDraft] = useState<PlanDraft>({
    title: session.title,
    cohortId: session.cohortId,
    rubricId: session.rubricId,
    orientation: session.orientation,
    localTime: session.scheduledAtMs === null ? null : toLocalTime(session.scheduledAtMs),
    rundown: session.rundown,
    crew: Object.fromEntries(session.crew.map(({ job, person }) => [job, person.id])),
  });
  /** The rundown that the draft was made from: others may be writing in it meanwhile. */
  const [base, setBase] = useState({ rundown: session.rundown, revision: session.rundownRevision });
  const [newer, setNewer] = useState<SessionDetail | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  // A time can only be set before the green room opens.
  const schedulable = session.state === 'draft' || session.state === 'scheduled';

  const submit = async (rubricId: string) => {
    setBusy(true);
    setRefusal(null);
    const answer = await call('PATCH /sessions/:sessionId', {
      sessionId: session.id,
      title: draft.title,
      rubricId,
      orientation: draft.orientation,
      ...(draft.rundown === base.rundown ? {} : { rundown: draft.rundown, rundownRevision: base.revision }),
      crew: draft.crew ?? {},
      ...(schedulable ? { scheduledAtMs: draft.localTime ? new Date(draft.localTime).getTime() : null } : {}),
    });
    if (!answer.ok) {
      const stale = answer.error.code === 'rundown.conflict';
      const now = stale ? await call('GET /sessions/:sessionId', { sessionId: session.id }) : null;
      if (now?.ok) setNewer(now.value);
      setBusy(false);
      return setRefusal(answer.error);
    }
    queryClient.setQueryData(sessionQuery(session.id).queryKey, answer.value);
    void queryClient.invalidateQueries({ queryKey: ['sessions'] });
    await navigate({ to: '/sessions/$sessionId', params: { sessionId: session.id } });
  };

  const settle = ({ rundown, rundownRevision }: SessionDetail, theirs: boolean) => {
    setBase({ rundown, revision: rundownRevision });
    if (theirs) setDraft((old) => ({ ...old, rundown }));
    setNewer(null);
    setRefusal(null);
  };

  return (
    <PlanForm
      heading={t('page.edit')}
      draft={draft}
      onChange={(changes) => setDraft((old) => ({ ...old, ...changes }))}
      onSubmit={submit}
      submitLabel={t('action.save')}
      busy={busy}
      refusal={refusal}
      cohortFixed
      anchorId={session.anchor.id}
      schedulable={schedulable}
      notice={newer && <RundownConflict newer={newer} onSettle={(theirs) => settle(newer, theirs)} />}
    />
  );
}

/** Others have written in the rundown since this page was opened: both are kept until a person decides. */
function RundownConflict({ newer, onSettle }: { newer: SessionDetail; onSettle: (theirs: boolean) => void }) {
  const { t } = useTranslation('plan');
  return (
    <section className={styles.conflict} role="alert" data-testid="plan-conflict">
      <p>{t('conflict.lead')}</p>
      <ol>
        {newer.rundown.map((segment) => (
          <li key={segment.id}>{segment.title}</li>
        ))}
      </ol>
      <div>
        <Button variant="default" onClick={() => onSettle(true)}>
          {t('conflict.theirs')}
        </Button>
        <Button variant="default" onClick={() => onSettle(false)}>
          {t('conflict.mine')}
        </Button>
      </div>
    </section>
  );
}
