import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusedError } from '../net/rest.ts';
import { ErrorState } from '../ui/states.tsx';
import styles from './crash-page.module.css';

/** The last net: a refused load says its sentence, a broken page a code to quote. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const [incident] = useState(() => `C-${Math.random().toString(36).slice(2, 8).toUpperCase()}`);
  const refused = error instanceof RefusedError;
  useEffect(() => {
    if (!refused) console.error(incident, error);
  }, [refused, incident, error]);
  if (refused) {
    return (
      <main className={styles.page}>
        <ErrorState refusal={error.refusal} onRetry={() => location.reload()} />
      </main>
    );
  }
  return (
    <main className={styles.page} role="alert" data-testid="crash-page">
      <h1>{t('error.pageTitle')}</h1>
      <p className={styles.text}>{t('error.pageText')}</p>
      <p className={styles.code}>{t('error.quote', { code: incident })}</p>
      <div className={styles.actions}>
        <Button onClick={() => location.reload()}>{t('action.reload')}</Button>
        <Button variant="default" component="a" href="/" onClick={() => reset()}>
          {t('action.home')}
        </Button>
      </div>
    </main>
  );
}
