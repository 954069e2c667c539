import type { Refusal } from '@caipai/shared/protocol/result';
import type { CrewJob } from '@caipai/shared/schemas/crew';
import type { Layout } from '@caipai/shared/schemas/session';
import { IconLayoutColumns, IconPictureInPictureTop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cohortQuery } from '../../net/queries.ts';
import { InlineError } from '../../ui/states.tsx';
import { useAccess, useRoom, useSession } from '../live/room-context.tsx';
import { CrewFields } from './crew-fields.tsx';
import { assistantOf, crewJobOrder } from './jobs.ts';
import styles from './stage-controls.module.css';
import { useSetLayout } from './use-set-layout.ts';

const layouts: { layout: Layout; Icon: typeof IconLayoutColumns }[] = [
  { layout: 'pictureInPicture', Icon: IconPictureInPictureTop },
  { layout: 'sideBySide', Icon: IconLayoutColumns },
];

/** Who does what, and how anchor and assistant share the stage: changed while everybody watches. */
export function StageControls() {
  const { t } = useTranslation('live');
  const { crew, layout } = useSession();
  const { assign, jobs, setLayout: mayArrange } = useAccess();
  const { setLayout, refusal } = useSetLayout();
  return (
    <div className={styles.controls} data-testid="stage-controls">
      {(assign || jobs.length > 0) && <Crew />}
      {mayArrange && assistantOf(crew) && (
        <fieldset className={styles.layouts}>
          <legend>{t('layout.title')}</legend>
          {layouts.map(({ layout: each, Icon }) => (
            <button
              key={each}
              type="button"
              aria-pressed={layout === each}
              onClick={() => void setLayout(each)}
              data-testid={`layout-${each}`}
            >
              <Icon size={20} aria-hidden />
              {t(`layout.${each}`)}
            </button>
          ))}
        </fieldset>
      )}
      <InlineError refusal={refusal} />
    </div>
  );
}

/** Anchor and coaches give any job; whoever holds one may hand it over. */
function Crew() {
  const { cohortId, anchor, crew } = useSession();
  const room = useRoom();
  const { assign, jobs } = useAccess();
  const cohort = useQuery(cohortQuery(cohortId));
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const give = async (job: CrewJob, userId: string | null) => {
    const answer = await room.session.ask('crew:assign', { job, userId });
    setRefusal(answer.ok ? null : answer.error);
  };
  return (
    <>
      <CrewFields
        jobs={assign ? crewJobOrder : jobs}
        holders={Object.fromEntries(crew.map(({ job, person }) => [job, person]))}
        people={(cohort.data?.members ?? []).filter((member) => member.id !== anchor.id)}
        onAssign={(job, userId) => void give(job, userId)}
      />
      <InlineError refusal={refusal} />
    </>
  );
}
