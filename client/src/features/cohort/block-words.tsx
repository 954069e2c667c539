import type { Refusal } from '@caipai/shared/protocol/result';
import type { CohortDetail } from '@caipai/shared/protocol/routes';
import { TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cohortQuery, queryClient } from '../../net/queries.ts';
import { call } from '../../net/rest.ts';
import { InlineError } from '../../ui/states.tsx';
import styles from './cohort-page.module.css';

export function BlockWords({ cohortId, words }: { cohortId: string; words: string[] }) {
  const { t } = useTranslation('cohort');
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const key = cohortQuery(cohortId).queryKey;

  const save = async (next: string[]) => {
    setRefusal(null);
    const before = queryClient.getQueryData(key);
    const show = (blockWords: string[]) =>
      queryClient.setQueryData(key, (old: CohortDetail | undefined) => old && { ...old, blockWords });
    show(next);
    const answer = await call('PUT /cohorts/:cohortId/block-words', { cohortId, words: next });
    if (answer.ok) return show(answer.value.words);
    setRefusal(answer.error);
    if (before) queryClient.setQueryData(key, before);
  };
  const press = (event: KeyboardEvent) => {
    // Enter that only picks a word in an input method is not ours.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const added = text.split(/[\s,，、;；]+/).filter((word) => word !== '' && !words.includes(word));
    setText('');
    if (added.length > 0) void save([...words, ...new Set(added)]);
  };

  return (
    <section aria-labelledby="words-title">
      <h2 id="words-title">{t('words.title')}</h2>
      <p className={styles.quiet}>{words.length === 0 ? t('words.none') : t('words.lead')}</p>
      <ul className={styles.chips}>
        {words.map((word) => (
          <li key={word} className={styles.chip}>
            {word}
            <button
              type="button"
              aria-label={t('words.remove', { word })}
              onClick={() => void save(words.filter((each) => each !== word))}
            >
              <IconX size={16} stroke={1.8} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.row}>
        <TextInput
          aria-label={t('words.add')}
          placeholder={t('words.example')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={press}
          data-testid="block-word"
        />
      </div>
      <InlineError refusal={refusal} />
    </section>
  );
}
