import { CUE_PALETTE_MAX_KEYS, CUE_TEXT_MAX_CHARS } from '@caipai/shared/limits';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { CohortDetail } from '@caipai/shared/protocol/routes';
import type { CueKey, CueKind, CuePriority } from '@caipai/shared/schemas/cue';
import { Button, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cohortQuery, queryClient } from '../../net/queries.ts';
import { call } from '../../net/rest.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { InlineError } from '../../ui/states.tsx';
import { CuePictogram, cueKindOrder, firstDeck } from '../live/cue/cue-kinds.tsx';
import styles from './cue-palette.module.css';

const priorities: CuePriority[] = ['normal', 'important', 'urgent'];
const letters = 'SLMPQBTXACDEFGHIJKNORUWYZ'.split('');

/** The keys with which this class prompts: words of its own beside those that everybody knows. */
export function CuePalette({ cohortId, kept }: { cohortId: string; kept: CueKey[] }) {
  const { t } = useTranslation('cohort');
  const [keys, setKeys] = useState<CueKey[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const shown = keys ?? (kept.length > 0 ? kept : [...firstDeck]);
  const change = (index: number, changes: Partial<CueKey>) =>
    setKeys(shown.map((key, at) => (at === index ? { ...key, ...changes } : key)));
  const unused = letters.find((letter) => !shown.some((key) => key.letter === letter)) ?? 'V';
  const faulty = shown.some((key) => key.kind === 'text' && !key.text?.trim());

  const save = async (next: CueKey[]) => {
    setBusy(true);
    const answer = await call('PUT /cohorts/:cohortId/cue-palette', { cohortId, keys: next });
    setBusy(false);
    if (!answer.ok) return setRefusal(answer.error);
    setRefusal(null);
    setKeys(null);
    queryClient.setQueryData(
      cohortQuery(cohortId).queryKey,
      (old: CohortDetail | undefined) => old && { ...old, cuePalette: answer.value.keys },
    );
  };

  return (
    <section aria-labelledby="palette-title">
      <h2 id="palette-title">{t('palette.title')}</h2>
      <p className={styles.lead}>{t('palette.lead')}</p>
      <ol className={styles.keys}>
        {shown.map((key, index) => (
          <li key={key.letter} className={styles.key} data-testid="palette-key">
            <span className={styles.face} data-priority={key.priority}>
              <CuePictogram kind={key.kind} size={20} />
              <kbd>{key.letter}</kbd>
            </span>
            <Words index={index} cue={key} onChange={(changes) => change(index, changes)} />
            <SelectField
              label={t('palette.priority', { letter: key.letter })}
              hideLabel
              value={key.priority}
              options={priorities.map((value) => ({ value, label: t(`palette.${value}`) }))}
              onChange={(value) => change(index, { priority: value as CuePriority })}
            />
            <button
              type="button"
              className={styles.remove}
              aria-label={t('palette.remove', { letter: key.letter })}
              onClick={() => setKeys(shown.filter((_, at) => at !== index))}
            >
              <IconX size={18} stroke={1.8} aria-hidden />
            </button>
          </li>
        ))}
      </ol>
      <InlineError refusal={refusal} />
      <div className={styles.actions}>
        <Button
          variant="default"
          disabled={shown.length >= CUE_PALETTE_MAX_KEYS}
          onClick={() => setKeys([...shown, { kind: 'text', text: '', priority: 'normal', letter: unused }])}
          data-testid="palette-add"
        >
          {t('palette.add')}
        </Button>
        {keys && (
          <>
            <Button
              loading={busy}
              disabled={faulty}
              onClick={() => void save(keys)}
              data-testid="palette-save"
            >
              {t('palette.save')}
            </Button>
            <Button variant="subtle" color="gray" onClick={() => setKeys(null)}>
              {t('palette.discard')}
            </Button>
          </>
        )}
        {!keys && kept.length > 0 && (
          <Button variant="subtle" color="gray" loading={busy} onClick={() => void save([])}>
            {t('palette.reset')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Words({
  index,
  cue,
  onChange,
}: {
  index: number;
  cue: CueKey;
  onChange: (changes: Partial<CueKey>) => void;
}) {
  const { t } = useTranslation(['cohort', 'common']);
  return (
    <div className={styles.words}>
      <SelectField
        label={t('palette.kind', { position: index + 1 })}
        hideLabel
        value={cue.kind}
        options={cueKindOrder.map((kind) => ({
          value: kind,
          label: kind === 'text' ? t('palette.own') : t(`common:cue.${kind}`),
        }))}
        onChange={(value) => {
          const kind = value as CueKind;
          onChange({ kind, text: kind === 'text' ? (cue.text ?? '') : null });
        }}
      />
      {cue.kind === 'text' && (
        <TextInput
          aria-label={t('palette.text', { position: index + 1 })}
          placeholder={t('palette.textExample')}
          value={cue.text ?? ''}
          maxLength={CUE_TEXT_MAX_CHARS}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
          data-testid="palette-text"
        />
      )}
    </div>
  );
}
