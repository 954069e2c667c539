import type { Person } from '@caipai/shared/schemas/common';
import type { CrewJob } from '@caipai/shared/schemas/crew';
import { useTranslation } from 'react-i18next';
import { SelectField } from '../../ui/select-field.tsx';
import styles from './crew-fields.module.css';
import { crewJobOrder } from './jobs.ts';

/** Who does what beside the anchor, one field a job. */
export function CrewFields({
  jobs = crewJobOrder,
  holders,
  people,
  onAssign,
}: {
  jobs?: readonly CrewJob[];
  holders: Partial<Record<CrewJob, Person>>;
  /** Everybody who may be chosen. */
  people: readonly Person[];
  onAssign: (job: CrewJob, userId: string | null) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={styles.fields}>
      {jobs.map((job) => {
        const holder = holders[job];
        // Who left the class meanwhile still holds the job until somebody else does.
        const known = holder && !people.some(({ id }) => id === holder.id) ? [holder] : [];
        return (
          <SelectField
            key={job}
            label={t(`crewJob.${job}`)}
            value={holder?.id ?? ''}
            options={[
              { value: '', label: t('crewJob.nobody') },
              ...[...known, ...people].map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(userId) => onAssign(job, userId === '' ? null : userId)}
            testId={`crew-${job}`}
          />
        );
      })}
    </div>
  );
}
