import { type Category, categories } from '@caipai/shared/compliance/types';
import { nextStep } from '@caipai/shared/domain/violation-ladder';
import { VIOLATION_WORDS_MAX_CHARS } from '@caipai/shared/limits';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { Violation } from '@caipai/shared/schemas/violation';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../net/new-id.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { clockText } from '../../ui/format.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { InlineError } from '../../ui/states.tsx';
import { useAccess, useLiveView, useRoom, useSession } from '../live/room-context.tsx';
import styles from './violation-panel.module.css';

/** The platform's part in the rehearsal: remind, warn, cut, and hear an appeal. */
export function ViolationPanel() {
  const { t } = useTranslation('violation');
  const room = useRoom();
  const { raiseViolation: open } = useAccess();
  const violations = useLiveView((view) => view.violations);
  const [category, setCategory] = useState<Category>('absolute-term');
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const step = nextStep(violations);

  const raise = async () => {
    setBusy(true);
    const answer = await room.session.ask('violation:raise', {
      id: newId(),
      category,
      words: words.trim() || null,
      seen: violations.length,
    });
    setBusy(false);
    setAsked(false);
    setRefusal(answer.ok ? null : answer.error);
    if (answer.ok) setWords('');
  };

  return (
    <div className={styles.panel} data-testid="violations">
      <p className={styles.lead}>{t('lead')}</p>
      <div className={styles.form}>
        <SelectField
          label={t('category')}
          value={category}
          options={categories.map((value) => ({ value, label: t(`category.${value}`) }))}
          onChange={(value) => setCategory(value as Category)}
          testId="violation-category"
        />
        <TextInput
          label={t('words')}
          placeholder={t('wordsExample')}
          value={words}
          maxLength={VIOLATION_WORDS_MAX_CHARS}
          onChange={(event) => setWords(event.currentTarget.value)}
          disabled={!open}
          data-testid="violation-words"
        />
        <Button
          variant={step === 'remind' ? 'default' : 'filled'}
          disabled={!open}
          loading={busy}
          onClick={() => (step === 'cut' ? setAsked(true) : void raise())}
          data-testid="violation-raise"
        >
          {t(`step.${step}`)}
        </Button>
      </div>
      <InlineError refusal={refusal} />
      {violations.length === 0 && <p className={styles.empty}>{t('none')}</p>}
      <ol className={styles.list}>
        {[...violations].reverse().map((violation) => (
          <Row key={violation.id} violation={violation} />
        ))}
      </ol>
      <ConfirmDialog
        opened={asked}
        title={t('cutTitle')}
        text={t('cutText')}
        confirmLabel={t('step.cut')}
        busy={busy}
        onConfirm={() => void raise()}
        onClose={() => setAsked(false)}
      />
    </div>
  );
}

function Row({ violation }: { violation: Violation }) {
  const { t } = useTranslation('violation');
  const room = useRoom();
  const { startedAtMs } = useSession();
  const { raiseViolation: open } = useAccess();
  const { id, step, category, words, atMs, appeal, acknowledgedAtMs, lifted } = violation;
  const state = lifted ? 'lifted' : appeal ? 'appealed' : acknowledgedAtMs === null ? 'standing' : 'accepted';
  return (
    <li data-step={step} data-lifted={lifted || undefined} data-testid="violation-row" data-state={state}>
      <p className={styles.head}>
        <strong>{t(`step.${step}`)}</strong>
        <span>{t(`category.${category}`)}</span>
        <time className="num">{startedAtMs === null ? '' : clockText(atMs - startedAtMs)}</time>
        <em>{t(`state.${state}`)}</em>
      </p>
      {words && <p className={styles.words}>“{words}”</p>}
      {appeal && <p className={styles.appeal}>{t('appealSays', { text: appeal.text })}</p>}
      {!lifted && open && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => void room.session.ask('violation:lift', { violationId: id })}
          data-testid="violation-lift"
        >
          {t('lift')}
        </Button>
      )}
    </li>
  );
}
