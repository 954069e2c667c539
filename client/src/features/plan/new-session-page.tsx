import type { Refusal } from '@caipai/shared/protocol/result';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/use-me.ts';
import { serverNow } from '../../net/clock.ts';
import { queryClient, sessionQuery } from '../../net/queries.ts';
import { call } from '../../net/rest.ts';
import { useFormat } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { emptyDraft, forgetDraft, keepDraft, type PlanDraft, readDraft } from './plan-draft.ts';
import styles from './plan-form.module.css';
import { PlanForm } from './plan-form.tsx';

const route = getRouteApi('/member/shell/sessions/new');

export function NewSessionPage() {
  const { t } = useTranslation('plan');
  const me = useMe();
  const { cohort } = route.useSearch();
  usePageTitle(t('page.new'));
  const first = me.cohorts.find((each) => each.id === cohort) ?? me.cohorts[0];
  if (!first) return <EmptyState title={t('noRubric.title')} text={t('noRubric.text')} />;
  return <Planner cohortId={first.id} />;
}

function Planner({ cohortId }: { cohortId: string }) {
  const { t } = useTranslation('plan');
  const me = useMe();
  const navigate = useNavigate();
  const format = useFormat();
  const [{ draft, restored }, setState] = useState(() => {
    const kept = readDraft();
    const usable = kept && me.cohorts.some((each) => each.id === kept.cohortId) ? kept : null;
    return { draft: usable ?? emptyDraft(cohortId), restored: usable !== null };
  });
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const change = (changes: Partial<PlanDraft>) =>
    setState((old) => ({ ...old, draft: { ...old.draft, ...changes } }));

  /** Whoever just wants to begin need not think of a name: the moment is one. */
  const untitled = () => {
    const atMs = draft.localTime ? new Date(draft.localTime).getTime() : serverNow();
    return t('field.titleDefault', { date: format.date(atMs), time: format.time(atMs) });
  };

  const touched = draft.title !== '' || draft.rundown.length > 0;
  useEffect(() => {
    if (touched) keepDraft(draft);
  }, [draft, touched]);

  const submit = async (rubricId: string) => {
    setBusy(true);
    setRefusal(null);
    const answer = await call('POST /sessions', {
      cohortId: draft.cohortId,
      title: draft.title.trim() || untitled(),
      rubricId,
      orientation: draft.orientation,
      rundown: draft.rundown,
      crew: draft.crew ?? {},
      scheduledAtMs: draft.localTime ? new Date(draft.localTime).getTime() : null,
    });
    if (!answer.ok) {
      setBusy(false);
      return setRefusal(answer.error);
    }
    forgetDraft();
    const session = answer.value;
    queryClient.setQueryData(sessionQuery(session.id).queryKey, session);
    void queryClient.invalidateQueries({ queryKey: ['sessions'] });
    await navigate({
      to: draft.localTime ? '/sessions/$sessionId' : '/sessions/$sessionId/studio',
      params: { sessionId: session.id },
    });
  };

  return (
    <PlanForm
      heading={t('page.new')}
      lead={t('page.lead')}
      draft={draft}
      untitled={untitled()}
      onChange={change}
      onSubmit={submit}
      submitLabel={t(draft.localTime === null ? 'action.enter' : 'action.schedule')}
      busy={busy}
      refusal={refusal}
      note={
        (restored || touched) && (
          <span className={styles.kept}>
            {t('draft.kept')}
            <button
              type="button"
              className={styles.quiet}
              onClick={() => {
                forgetDraft();
                setState({ draft: emptyDraft(cohortId), restored: false });
              }}
            >
              {t('draft.discard')}
            </button>
          </span>
        )
      }
    />
  );
}
