import { TITLE_MAX_CHARS } from '@caipai/shared/limits';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { Orientation } from '@caipai/shared/schemas/session';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/use-me.ts';
import { serverNow } from '../../net/clock.ts';
import { cohortQuery } from '../../net/queries.ts';
import { toRefusal } from '../../net/rest.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { InlineError } from '../../ui/states.tsx';
import { WithHits } from '../compliance/with-hits.tsx';
import { CrewFields } from '../crew/crew-fields.tsx';
import { faultsOf, nextFullHour, type PlanDraft } from './plan-draft.ts';
import styles from './plan-form.module.css';
import { RundownEditor } from './rundown-editor.tsx';

const orientations: Orientation[] = ['portrait', 'landscape'];

export function PlanForm({
  heading,
  lead,
  draft,
  untitled = '',
  onChange,
  onSubmit,
  submitLabel,
  busy,
  refusal,
  note,
  notice,
  cohortFixed = false,
  schedulable = true,
  anchorId,
}: {
  heading: string;
  lead?: string;
  draft: PlanDraft;
  /** The title that a draft without one gets; without it a title must be written. */
  untitled?: string;
  onChange: (changes: Partial<PlanDraft>) => void;
  onSubmit: (rubricId: string) => void;
  submitLabel: string;
  busy: boolean;
  refusal: Refusal | null;
  note?: ReactNode;
  /** Something to decide before it can be saved. */
  notice?: ReactNode;
  cohortFixed?: boolean;
  schedulable?: boolean;
  /** Whoever plans, when it is left out. */
  anchorId?: string;
}) {
  const { t } = useTranslation('plan');
  const me = useMe();
  const cohort = useQuery(cohortQuery(draft.cohortId));
  const [checked, setChecked] = useState(false);
  const faults = faultsOf({ ...draft, title: draft.title.trim() || untitled }, serverNow());
  const rubrics = cohort.data?.rubrics ?? [];
  const others = (cohort.data?.members ?? []).filter(({ id }) => id !== (anchorId ?? me.id));
  const rubricId = rubrics.some((each) => each.id === draft.rubricId)
    ? draft.rubricId
    : (rubrics[0]?.id ?? null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!faults && rubricId) onSubmit(rubricId);
    else requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };

  return (
    <form className={styles.page} onSubmit={submit} noValidate>
      <header>
        <h1>{heading}</h1>
        {lead && <p className={styles.lead}>{lead}</p>}
      </header>
      <div className={styles.columns}>
        <section className={styles.basics}>
          <WithHits text={draft.title}>
            <TextInput
              label={t('field.title')}
              placeholder={untitled}
              maxLength={TITLE_MAX_CHARS}
              value={draft.title}
              onChange={(event) => onChange({ title: event.currentTarget.value })}
              error={checked && faults?.title && t(faults.title)}
              data-testid="plan-title"
            />
          </WithHits>
          <fieldset className={styles.group}>
            <legend className={styles.legend}>{t('field.orientation')}</legend>
            <div className={styles.pair}>
              {orientations.map((orientation) => (
                <label key={orientation} className={styles.choice}>
                  <input
                    type="radio"
                    name="orientation"
                    className="sr-only"
                    checked={draft.orientation === orientation}
                    onChange={() => onChange({ orientation })}
                    data-testid={`plan-${orientation}`}
                  />
                  <span className={styles.shape} data-orientation={orientation} aria-hidden />
                  {t(`orientation.${orientation}`)}
                </label>
              ))}
            </div>
          </fieldset>
          {schedulable && (
            <fieldset className={styles.group}>
              <legend className={styles.legend}>{t('field.schedule')}</legend>
              <div className={styles.pair}>
                <label className={styles.choice}>
                  <input
                    type="radio"
                    name="when"
                    className="sr-only"
                    checked={draft.localTime === null}
                    onChange={() => onChange({ localTime: null })}
                  />
                  {t('schedule.now')}
                </label>
                <label className={styles.choice}>
                  <input
                    type="radio"
                    name="when"
                    className="sr-only"
                    checked={draft.localTime !== null}
                    onChange={() => onChange({ localTime: nextFullHour(serverNow()) })}
                    data-testid="plan-later"
                  />
                  {t('schedule.later')}
                </label>
              </div>
              {draft.localTime !== null && (
                <TextInput
                  type="datetime-local"
                  aria-label={t('field.time')}
                  value={draft.localTime}
                  onChange={(event) => onChange({ localTime: event.currentTarget.value })}
                  error={checked && faults?.time && t(faults.time)}
                  data-testid="plan-time"
                />
              )}
            </fieldset>
          )}
          {!cohortFixed && me.cohorts.length > 1 && (
            <SelectField
              label={t('field.cohort')}
              value={draft.cohortId}
              options={me.cohorts.map((each) => ({ value: each.id, label: each.name }))}
              onChange={(cohortId) => onChange({ cohortId, rubricId: null, crew: {} })}
              testId="plan-cohort"
            />
          )}
          {cohort.isError && <InlineError refusal={toRefusal(cohort.error)} />}
          {cohort.data && rubrics.length === 0 && (
            <div className={styles.notice}>
              <strong>{t('noRubric.title')}</strong>
              <p>{t('noRubric.text')}</p>
              <Link to="/cohorts/$cohortId" params={{ cohortId: draft.cohortId }}>
                {t('noRubric.open')}
              </Link>
            </div>
          )}
          {rubrics.length > 0 && (
            <SelectField
              label={t('field.rubric')}
              value={rubricId ?? ''}
              options={rubrics.map((each) => ({ value: each.id, label: each.title }))}
              onChange={(value) => onChange({ rubricId: value })}
              testId="plan-rubric"
            />
          )}
          {others.length > 0 && (
            <fieldset className={styles.crew}>
              <legend>{t('field.crew')}</legend>
              <CrewFields
                holders={Object.fromEntries(
                  Object.entries(draft.crew ?? {}).flatMap(([job, userId]) => {
                    const holder = others.find(({ id }) => id === userId);
                    return holder ? [[job, holder]] : [];
                  }),
                )}
                people={others}
                onAssign={(job, userId) => onChange({ crew: { ...draft.crew, [job]: userId } })}
              />
            </fieldset>
          )}
        </section>
        <RundownEditor
          rundown={draft.rundown}
          products={cohort.data?.products ?? []}
          faulty={checked ? (faults?.segments ?? []) : []}
          onChange={(rundown) => onChange({ rundown })}
        />
      </div>
      <footer className={styles.foot}>
        {notice}
        <InlineError refusal={refusal} />
        <div className={styles.bar}>
          <div className={styles.note}>{note}</div>
          <Button type="submit" size="lg" loading={busy} disabled={!rubricId} data-testid="plan-save">
            {submitLabel}
          </Button>
        </div>
      </footer>
    </form>
  );
}
