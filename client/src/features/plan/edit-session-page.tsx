import { isOver } from '@caipai/shared/domain/session-machine';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, sessionQuery } from '../../net/queries.ts';
import { call, toRefusal } from '../../net/rest.ts';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
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
      rundown: draft.rundown,
      crew: draft.crew ?? {},
      ...(schedulable ? { scheduledAtMs: draft.localTime ? new Date(draft.localTime).getTime() : null } : {}),
    });
    if (!answer.ok) {
      setBusy(false);
      return setRefusal(answer.error);
    }
    queryClient.setQueryData(sessionQuery(session.id).queryKey, answer.value);
    void queryClient.invalidateQueries({ queryKey: ['sessions'] });
    await navigate({ to: '/sessions/$sessionId', params: { sessionId: session.id } });
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
    />
  );
}
