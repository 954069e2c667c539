import type { Rubric } from '@caipai/shared/schemas/rubric';
import { Button } from '@mantine/core';
import { IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './cohort-page.module.css';
import { RubricBuilder } from './rubric-builder.tsx';

export function Rubrics({
  cohortId,
  rubrics,
  editable,
}: {
  cohortId: string;
  rubrics: Rubric[];
  editable: boolean;
}) {
  const { t } = useTranslation('cohort');
  const [building, setBuilding] = useState(false);
  return (
    <section aria-labelledby="rubrics-title">
      <header className={styles.head}>
        <h2 id="rubrics-title">{t('rubrics.title')}</h2>
        {editable && !building && (
          <Button
            variant="default"
            leftSection={<IconPlus size={18} stroke={1.8} />}
            onClick={() => setBuilding(true)}
            data-testid="rubric-new"
          >
            {t('rubrics.new')}
          </Button>
        )}
      </header>
      {building && <RubricBuilder cohortId={cohortId} onClose={() => setBuilding(false)} />}
      {rubrics.length === 0 && !building && <p className={styles.quiet}>{t('rubrics.none')}</p>}
      {rubrics.map((rubric) => (
        <RubricView key={rubric.id} rubric={rubric} />
      ))}
    </section>
  );
}

function RubricView({ rubric }: { rubric: Rubric }) {
  const { t } = useTranslation('cohort');
  const whole = rubric.criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
  return (
    <details className={styles.rubric} data-testid="rubric">
      <summary>
        {rubric.title}
        <span>{t('rubrics.criteria', { count: rubric.criteria.length })}</span>
        <IconChevronDown size={18} stroke={1.6} aria-hidden />
      </summary>
      <ul className={styles.criteria}>
        {rubric.criteria.map((criterion) => (
          <li key={criterion.id}>
            <strong>{criterion.title}</strong>
            <span className="num">{Math.round((100 * criterion.weight) / whole)}%</span>
            {criterion.hint && <span className={styles.quiet}>{criterion.hint}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
