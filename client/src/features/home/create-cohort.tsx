import { NAME_MAX_CHARS } from '@caipai/shared/limits';
import type { Refusal } from '@caipai/shared/protocol/result';
import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, siteQuery } from '../../net/queries.ts';
import { call } from '../../net/rest.ts';
import { InlineError } from '../../ui/states.tsx';
import styles from './create-cohort.module.css';

export function CreateCohort() {
  const { t } = useTranslation('home');
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return;
    setBusy(true);
    setRefusal(null);
    const answer = await call('POST /cohorts', { name });
    if (!answer.ok) {
      setBusy(false);
      return setRefusal(answer.error);
    }
    await queryClient.refetchQueries({ queryKey: siteQuery.queryKey });
    await navigate({ to: '/cohorts/$cohortId', params: { cohortId: answer.value.id } });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        aria-label={t('noCohort.name')}
        placeholder={t('noCohort.example')}
        maxLength={NAME_MAX_CHARS}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        className={styles.name}
        data-testid="cohort-name"
      />
      <Button type="submit" loading={busy} disabled={!name.trim()} h={44} data-testid="cohort-create">
        {t('noCohort.create')}
      </Button>
      <InlineError refusal={refusal} />
    </form>
  );
}
