import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/states.tsx';
import styles from './crash-page.module.css';

export function MissingPage() {
  const { t } = useTranslation();
  return (
    <main className={styles.page}>
      <EmptyState title={t('missing.title')} text={t('missing.text')}>
        <Button component={Link} to="/">
          {t('action.home')}
        </Button>
      </EmptyState>
    </main>
  );
}
