import type { HoldMode } from '@caipai/shared/schemas/moderation';
import { useTranslation } from 'react-i18next';
import { SelectField } from '../../ui/select-field.tsx';
import { useLiveView } from '../live/room-context.tsx';
import styles from './moderation-tool.module.css';
import { useModeration } from './use-moderation.ts';

const slowSteps = [0, 5, 10, 30, 60, 120, 300];
const holds: HoldMode[] = ['nothing', 'suspicious', 'flagged', 'all'];

/** How fast the audience may comment, and what is read before all others read it. */
export function HouseRules() {
  const { t } = useTranslation('moderation');
  const desk = useModeration();
  const seconds = useLiveView((view) => view.slowModeSeconds);
  const hold = useLiveView((view) => view.moderation?.hold ?? 'nothing');
  const steps = slowSteps.includes(seconds) ? slowSteps : [...slowSteps, seconds];
  return (
    <fieldset className={styles.rules}>
      <legend className="sr-only">{t('rules.title')}</legend>
      <SelectField
        label={t('rules.slowMode')}
        hideLabel
        value={String(seconds)}
        options={steps.map((each) => ({
          value: String(each),
          label: each === 0 ? t('rules.slowOff') : t('rules.slow', { seconds: each }),
        }))}
        onChange={(value) => void desk.act('danmaku:setSlowMode', { seconds: Number(value) })}
        testId="slow-mode"
      />
      <SelectField
        label={t('rules.hold')}
        hideLabel
        value={hold}
        options={holds.map((each) => ({ value: each, label: t(`rules.hold.${each}`) }))}
        onChange={(value) => void desk.act('danmaku:setHold', { hold: value as HoldMode })}
        testId="hold-mode"
      />
    </fieldset>
  );
}
