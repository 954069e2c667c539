import { NOTE_MAX_CHARS } from '@caipai/shared/limits';
import type { Criterion } from '@caipai/shared/schemas/rubric';
import { IconCheck, IconClockHour4, IconExclamationCircle, IconPencil } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '../../../ui/format.ts';
import { useRoom, useSession } from '../room-context.tsx';
import styles from './criterion-card.module.css';
import { useMarkRow } from './use-mark-sheet.ts';

/** A pause in typing after which the note is given to the server. */
const PAUSE_MS = 1_200;

export function CriterionCard({ criterion, disabled }: { criterion: Criterion; disabled: boolean }) {
  const { t } = useTranslation('live');
  const room = useRoom();
  const row = useMarkRow(criterion.id);
  const titleId = useId();
  const [noteOpen, setNoteOpen] = useState(row.note !== '');
  const noteField = useRef<HTMLTextAreaElement>(null);
  const openedByHand = useRef(false);

  useEffect(() => {
    if (noteOpen && openedByHand.current) noteField.current?.focus();
  }, [noteOpen]);

  useEffect(() => {
    if (row.note === '') return;
    const timer = setTimeout(() => room.marks.commitNote(criterion.id), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [row.note, criterion.id, room]);

  return (
    <li
      className={styles.card}
      data-criterion={criterion.id}
      data-fate={row.fate}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the card takes the digits that choose a level
      tabIndex={0}
      aria-labelledby={titleId}
    >
      <div className={styles.head}>
        <h4 id={titleId}>{criterion.title}</h4>
        <span className={`${styles.weight} num`}>{t('rubric.weight', { weight: criterion.weight })}</span>
      </div>
      {criterion.hint && <p className={styles.hint}>{criterion.hint}</p>}
      <fieldset className={styles.levels} aria-labelledby={titleId}>
        {criterion.levels.map((level, index) => (
          <button
            // A level has no id of its own and never changes place while the sheet is open.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={index}
            type="button"
            aria-pressed={row.level === index}
            disabled={disabled}
            className={styles.level}
            onClick={() => room.marks.setLevel(criterion.id, index)}
            data-testid={`mark-${criterion.id}-${index}`}
          >
            <kbd className="num" aria-hidden>
              {index + 1}
            </kbd>
            <span>{level.label}</span>
          </button>
        ))}
      </fieldset>
      {noteOpen && (
        <textarea
          ref={noteField}
          className={styles.note}
          value={row.note}
          rows={2}
          maxLength={NOTE_MAX_CHARS}
          disabled={disabled}
          placeholder={t('rubric.notePlaceholder')}
          aria-label={t('rubric.noteFor', { title: criterion.title })}
          onChange={(event) => room.marks.typeNote(criterion.id, event.target.value)}
          onBlur={() => room.marks.commitNote(criterion.id)}
          data-testid={`note-${criterion.id}`}
        />
      )}
      <div className={styles.foot}>
        {!noteOpen && (
          <button
            type="button"
            className={styles.openNote}
            disabled={disabled}
            onClick={() => {
              openedByHand.current = true;
              setNoteOpen(true);
            }}
            data-testid={`note-open-${criterion.id}`}
          >
            <IconPencil size={14} aria-hidden />
            {t('rubric.addNote')}
          </button>
        )}
        <Fate criterionId={criterion.id} />
      </div>
    </li>
  );
}

function Fate({ criterionId }: { criterionId: string }) {
  const { t } = useTranslation('live');
  const room = useRoom();
  const { fate, atMs } = useMarkRow(criterionId);
  const { startedAtMs } = useSession();
  const at = atMs !== null && startedAtMs !== null ? clockText(atMs - startedAtMs) : null;
  return (
    <span className={`${styles.fate} num`} data-fate={fate} data-testid={`mark-fate-${criterionId}`}>
      {at && <time>{at}</time>}
      {fate === 'saved' && (
        <>
          <IconCheck size={14} aria-hidden />
          {t('rubric.fate.saved')}
        </>
      )}
      {fate === 'waiting' && (
        <>
          <IconClockHour4 size={14} aria-hidden />
          {t('rubric.fate.waiting')}
        </>
      )}
      {fate === 'failed' && (
        <>
          <IconExclamationCircle size={14} aria-hidden />
          {t('rubric.fate.failed')}
          <button type="button" onClick={() => room.marks.retry(criterionId)}>
            {t('rubric.retry')}
          </button>
        </>
      )}
    </span>
  );
}
