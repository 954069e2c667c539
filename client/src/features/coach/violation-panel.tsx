import { type Category, categories } from '@caipai/shared/compliance/types';
import { VIOLATION_WORDS_MAX_CHARS } from '@caipai/shared/limits';
import type { TranscriptLine } from '@caipai/shared/schemas/transcript';
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
import { isRaised, wordsOf, worstHit } from '../transcript/flagged.ts';
import { HeardList } from '../transcript/heard-list.tsx';
import { type Raised, useRaise } from './use-raise.ts';
import styles from './violation-panel.module.css';

/** The platform's part in the rehearsal: remind, warn, cut, and hear an appeal. */
export function ViolationPanel() {
  const { t } = useTranslation('violation');
  const { raiseViolation: open } = useAccess();
  const violations = useLiveView((view) => view.violations);
  const [category, setCategory] = useState<Category>('absolute-term');
  const [words, setWords] = useState('');
  const raise = useRaise((what) => {
    if (what.words === (words.trim() || null)) setWords('');
  });
  const { step, busy, press } = raise;

  return (
    <div className={styles.panel} data-testid="violations">
      <p className={styles.lead}>{t('lead')}</p>
      <HeardList action={(line) => <Answer line={line} raise={raise} />} />
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
          onClick={() => press({ id: newId(), category, words: words.trim() || null })}
          data-testid="violation-raise"
        >
          {t(`step.${step}`)}
        </Button>
      </div>
      <InlineError refusal={raise.refusal} />
      {violations.length === 0 && <p className={styles.empty}>{t('none')}</p>}
      <ol className={styles.list}>
        {[...violations].reverse().map((violation) => (
          <Row key={violation.id} violation={violation} />
        ))}
      </ol>
      <ConfirmDialog
        opened={raise.asked !== null}
        title={t('cutTitle')}
        text={t('cutText')}
        confirmLabel={t('step.cut')}
        busy={busy}
        onConfirm={raise.confirm}
        onClose={raise.cancel}
      />
    </div>
  );
}

/** One tap for a sentence that should not have been said. */
function Answer({
  line,
  raise: { step, busy, press },
}: {
  line: TranscriptLine;
  raise: ReturnType<typeof useRaise>;
}) {
  const { t } = useTranslation(['violation', 'transcript']);
  const { raiseViolation: open } = useAccess();
  const raised = useLiveView((view) => isRaised(line, view.violations));
  const hit = worstHit(line);
  if (!hit) return null;
  if (raised) return <span className={styles.raised}>{t('transcript:raised')}</span>;
  const what: Raised = { id: line.id, category: hit.category, words: wordsOf(line, hit) };
  return (
    <Button
      size="compact-sm"
      variant="default"
      disabled={!open || busy}
      onClick={() => press(what)}
      data-testid="heard-raise"
    >
      {t(`step.${step}`)}
    </Button>
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
