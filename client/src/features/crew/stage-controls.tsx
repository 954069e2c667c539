import type { Layout } from '@caipai/shared/schemas/session';
import { IconLayoutColumns, IconPictureInPictureTop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cohortQuery } from '../../net/queries.ts';
import { call } from '../../net/rest.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { InlineError } from '../../ui/states.tsx';
import { useAccess, useRoom, useSession } from '../live/room-context.tsx';
import styles from './stage-controls.module.css';
import { useSetLayout } from './use-set-layout.ts';

const layouts: { layout: Layout; Icon: typeof IconLayoutColumns }[] = [
  { layout: 'pictureInPicture', Icon: IconPictureInPictureTop },
  { layout: 'sideBySide', Icon: IconLayoutColumns },
];

/** Who stands beside the anchor, and how the two share the stage: changed while everybody watches. */
export function StageControls() {
  const { t } = useTranslation('live');
  const { crew, layout } = useSession();
  const { edit, setLayout: mayArrange } = useAccess();
  const { setLayout, refusal } = useSetLayout();
  return (
    <div className={styles.controls} data-testid="stage-controls">
      {edit && <AssistantField />}
      {mayArrange && crew.length > 0 && (
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

function AssistantField() {
  const { t } = useTranslation('live');
  const room = useRoom();
  const { id, cohortId, anchor, crew } = useSession();
  const cohort = useQuery(cohortQuery(cohortId));
  const [refusal, setRefusal] = useState<Parameters<typeof InlineError>[0]['refusal']>(null);
  const assistant = crew[0]?.person ?? null;
  const others = (cohort.data?.members ?? []).filter((member) => member.id !== anchor.id);
  const known = assistant && !others.some((member) => member.id === assistant.id) ? [assistant] : [];
  const choose = async (userId: string) => {
    const answer = await call('PATCH /sessions/:sessionId', {
      sessionId: id,
      assistantId: userId === '' ? null : userId,
    });
    setRefusal(answer.ok ? null : answer.error);
    // The fact of the socket tells everybody else; here the answer is the newer one.
    if (answer.ok)
      room.session.update((view) =>
        view.session ? { ...view, session: { ...view.session, crew: answer.value.crew } } : view,
      );
  };
  return (
    <>
      <SelectField
        label={t('crew.assistant')}
        value={assistant?.id ?? ''}
        options={[
          { value: '', label: t('crew.nobody') },
          ...[...known, ...others].map((member) => ({ value: member.id, label: member.name })),
        ]}
        onChange={(userId) => void choose(userId)}
        testId="crew-assistant"
      />
      <InlineError refusal={refusal} />
    </>
  );
}
