import type { MuteReason } from '@caipai/shared/schemas/moderation';
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DanmakuLine } from '../../state/live/view.ts';
import '../../ui/mantine-overlay-css.ts';
import { SelectField } from '../../ui/select-field.tsx';
import styles from './moderation-tool.module.css';
import { useModeration } from './use-moderation.ts';

const reasons: MuteReason[] = ['flooding', 'abuse', 'advertising', 'misleading', 'other'];
const lengths = [1, 5, 10, 30];

/** For how long, and why: the person is told both. */
export function MuteDialog({ line, onClose }: { line: DanmakuLine; onClose: () => void }) {
  const { t } = useTranslation(['moderation', 'common']);
  const desk = useModeration();
  const [minutes, setMinutes] = useState(5);
  const [reason, setReason] = useState<MuteReason>('flooding');
  const mute = () => {
    void desk.act('member:mute', { userId: line.by.id, seconds: minutes * 60, reason });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('mute.title', { name: line.by.name })}>
      <p className={styles.explained}>{t('mute.text')}</p>
      <div className={styles.pair}>
        <SelectField
          label={t('mute.for')}
          value={String(minutes)}
          options={lengths.map((each) => ({
            value: String(each),
            label: t('mute.minutes', { minutes: each }),
          }))}
          onChange={(value) => setMinutes(Number(value))}
        />
        <SelectField
          label={t('mute.why')}
          value={reason}
          options={reasons.map((each) => ({ value: each, label: t(`mute.reason.${each}`) }))}
          onChange={(value) => setReason(value as MuteReason)}
          testId="mute-reason"
        />
      </div>
      <div className={styles.answers}>
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button onClick={mute} data-autofocus data-testid="mute-confirm">
          {t('act.mute')}
        </Button>
      </div>
    </Modal>
  );
}
