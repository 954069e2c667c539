import { RUBRIC_MAX_CRITERIA, TITLE_MAX_CHARS } from '@caipai/shared/limits';
import type { Refusal } from '@caipai/shared/protocol/result';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../net/new-id.ts';
import { cohortQuery, queryClient } from '../../net/queries.ts';
import { call } from '../../net/rest.ts';
import { InlineError } from '../../ui/states.tsx';
import styles from './rubric-builder.module.css';

interface Row {
  id: string;
  title: string;
  hint: string;
  weight: number;
}

/** Four levels from the class sheets: sixty is a pass, ninety and more excellent. */
const levels = [
  { key: 'level.1', share: 0.4 },
  { key: 'level.2', share: 0.6 },
  { key: 'level.3', share: 0.8 },
  { key: 'level.4', share: 1 },
] as const;

const newRow = (): Row => ({ id: newId(), title: '', hint: '', weight: 20 });

export function RubricBuilder({ cohortId, onClose }: { cohortId: string; onClose: () => void }) {
  const { t } = useTranslation(['cohort', 'common']);
  const [title, setTitle] = useState('');
  const [rows, setRows] = useState<Row[]>(() => [newRow(), newRow(), newRow()]);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const filled = rows.filter((row) => row.title.trim());
  // As the fields show it: a criterion still without a title has its weight on screen too.
  const total = rows.reduce((sum, row) => sum + row.weight, 0);
  const change = (id: string, changes: Partial<Row>) =>
    setRows((old) => old.map((row) => (row.id === id ? { ...row, ...changes } : row)));

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefusal(null);
    const answer = await call('POST /cohorts/:cohortId/rubrics', {
      cohortId,
      title,
      criteria: filled.map((row) => ({
        ...row,
        levels: levels.map((level) => ({ label: t(level.key), share: level.share })),
      })),
    });
    setBusy(false);
    if (!answer.ok) return setRefusal(answer.error);
    await queryClient.invalidateQueries({ queryKey: cohortQuery(cohortId).queryKey });
    onClose();
  };

  return (
    <form className={styles.builder} onSubmit={save} aria-label={t('builder.title')}>
      <TextInput
        label={t('builder.name')}
        placeholder={t('builder.nameExample')}
        maxLength={TITLE_MAX_CHARS}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        data-testid="rubric-title"
      />
      <ol className={styles.rows}>
        {rows.map((row, index) => {
          const position = index + 1;
          return (
            <li key={row.id}>
              <div className={styles.fields}>
                <TextInput
                  aria-label={t('builder.criterion', { position })}
                  placeholder={t('builder.criterion', { position })}
                  maxLength={TITLE_MAX_CHARS}
                  value={row.title}
                  onChange={(event) => change(row.id, { title: event.currentTarget.value })}
                  data-testid="criterion-title"
                />
                <TextInput
                  aria-label={t('builder.hint')}
                  placeholder={t('builder.hintExample')}
                  maxLength={300}
                  value={row.hint}
                  onChange={(event) => change(row.id, { hint: event.currentTarget.value })}
                />
              </div>
              <label className={styles.weight}>
                <span>{t('builder.weight')}</span>
                <input
                  type="number"
                  className="num"
                  min={1}
                  max={1000}
                  aria-label={t('builder.weightLabel', { position })}
                  value={row.weight}
                  onChange={(event) => {
                    const weight = event.currentTarget.valueAsNumber;
                    if (weight > 0) change(row.id, { weight: Math.min(weight, 1_000) });
                  }}
                />
              </label>
              <ActionIcon
                aria-label={t('builder.remove', { position })}
                disabled={rows.length === 1}
                onClick={() => setRows((old) => old.filter((each) => each.id !== row.id))}
              >
                <IconTrash size={18} stroke={1.6} />
              </ActionIcon>
            </li>
          );
        })}
      </ol>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<IconPlus size={18} stroke={1.8} />}
        disabled={rows.length >= RUBRIC_MAX_CRITERIA}
        onClick={() => setRows((old) => [...old, newRow()])}
      >
        {t('builder.add')}
      </Button>
      <p className={styles.note}>
        {t('builder.levels')} {levels.map((level) => t(level.key)).join(' · ')}
        <br />
        {t('builder.total', { total })}
      </p>
      <InlineError refusal={refusal} />
      <div className={styles.actions}>
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button
          type="submit"
          loading={busy}
          disabled={!title.trim() || filled.length === 0}
          data-testid="rubric-save"
        >
          {t('builder.save')}
        </Button>
      </div>
    </form>
  );
}
