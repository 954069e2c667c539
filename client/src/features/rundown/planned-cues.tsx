import { CUE_TEXT_MAX_CHARS, PLANNED_CUES_PER_SEGMENT } from '@caipai/shared/limits';
import type { CueTarget, PlannedCue } from '@caipai/shared/schemas/cue';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../net/new-id.ts';
import { useCueWords } from '../../ui/cue-words.ts';
import { clockText } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { crewJobOrder } from '../crew/jobs.ts';
import { CuePictogram, firstDeck } from '../live/cue/cue-kinds.tsx';
import { useSession } from '../live/room-context.tsx';
import parts from './form-parts.module.css';
import styles from './planned-cues.module.css';

const OWN_WORDS = 'own';

/** Prompts that come by themselves while the segment runs: at its start, or so long into it. */
export function PlannedCuesField({
  cues,
  onChange,
}: {
  cues: readonly PlannedCue[];
  onChange: (cues: PlannedCue[]) => void;
}) {
  const { t } = useTranslation(['rundown', 'common']);
  const words = useCueWords();
  const whom = useTargetWords();
  const title = useId();
  const ordered = [...cues].sort((a, b) => a.atSeconds - b.atSeconds);
  return (
    <section className={styles.field} aria-labelledby={title} data-testid="planned-cues-field">
      <h3 id={title}>{t('planned.title')}</h3>
      <p className={styles.hint}>{t('planned.hint')}</p>
      <ul>
        {ordered.map((cue) => (
          <li key={cue.id} data-testid="planned-cue-row">
            <time className="num">
              {cue.atSeconds === 0 ? t('planned.atStart') : clockText(cue.atSeconds * 1_000)}
            </time>
            <CuePictogram kind={cue.kind} size={16} />
            <span>{words(cue)}</span>
            <small>→ {whom(cue.to)}</small>
            <IconButton
              label={t('planned.remove', { words: words(cue) })}
              onClick={() => onChange(cues.filter(({ id }) => id !== cue.id))}
            >
              <IconTrash size={16} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      {cues.length < PLANNED_CUES_PER_SEGMENT && <Add onAdd={(cue) => onChange([...cues, cue])} />}
    </section>
  );
}

function Add({ onAdd }: { onAdd: (cue: PlannedCue) => void }) {
  const { t } = useTranslation('rundown');
  const words = useCueWords();
  const whom = useTargetWords();
  const { cuePalette, crew } = useSession();
  const keys = cuePalette.length > 0 ? cuePalette : firstDeck;
  const [seconds, setSeconds] = useState('0');
  const [letter, setLetter] = useState(keys[0]?.letter ?? OWN_WORDS);
  const [text, setText] = useState('');
  const [to, setTo] = useState<CueTarget>('anchor');
  const ids = useId();
  const key = keys.find((each) => each.letter === letter);
  const atSeconds = /^\d{1,5}$/.test(seconds) && Number(seconds) <= 14_400 ? Number(seconds) : null;
  const ready = atSeconds !== null && (key !== undefined || text.trim() !== '');
  const targets: CueTarget[] = [
    'anchor',
    ...crewJobOrder.filter((job) => crew.some((each) => each.job === job)),
    'all',
  ];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const said = key
      ? { kind: key.kind, text: key.text, priority: key.priority }
      : { kind: 'text' as const, text: text.trim(), priority: 'normal' as const };
    onAdd({ id: newId(), atSeconds, to, ...said });
    setText('');
  };
  return (
    <form className={styles.add} onSubmit={submit}>
      <div>
        <label htmlFor={`${ids}at`}>{t('planned.at')}</label>
        <input
          id={`${ids}at`}
          className={`num ${parts.box}`}
          inputMode="numeric"
          value={seconds}
          aria-invalid={atSeconds === null || undefined}
          onChange={(event) => setSeconds(event.currentTarget.value.trim())}
          data-testid="planned-at"
        />
      </div>
      <SelectField
        label={t('planned.what')}
        value={letter}
        options={[
          ...keys.map((each) => ({ value: each.letter, label: words(each) })),
          { value: OWN_WORDS, label: t('planned.own') },
        ]}
        onChange={setLetter}
        testId="planned-what"
      />
      <SelectField
        label={t('planned.to')}
        value={to}
        options={targets.map((each) => ({ value: each, label: whom(each) }))}
        onChange={(next) => setTo(next as CueTarget)}
        testId="planned-to"
      />
      {!key && (
        <div className={styles.words}>
          <label htmlFor={`${ids}text`}>{t('planned.text')}</label>
          <input
            id={`${ids}text`}
            className={parts.box}
            value={text}
            maxLength={CUE_TEXT_MAX_CHARS}
            placeholder={t('planned.example')}
            onChange={(event) => setText(event.currentTarget.value)}
            data-testid="planned-text"
          />
        </div>
      )}
      <button type="submit" className={parts.key} disabled={!ready} data-testid="planned-add">
        <IconPlus size={16} aria-hidden />
        {t('planned.add')}
      </button>
    </form>
  );
}

function useTargetWords(): (to: CueTarget) => string {
  const { t } = useTranslation(['rundown', 'common']);
  return (to) => (to === 'anchor' || to === 'all' ? t(`planned.target.${to}`) : t(`common:crewJob.${to}`));
}
