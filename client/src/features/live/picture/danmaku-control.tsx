import { SegmentedControl, Slider, Switch } from '@mantine/core';
import { IconMessage2, IconMessage2Off } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Density } from '../danmaku/lane-gate.ts';
import type { DanmakuSettings } from '../danmaku/settings.ts';
import styles from './danmaku-control.module.css';
import { ControlPopover } from './player-controls.tsx';

const densities: Density[] = ['few', 'normal', 'all'];

/** Density in words, opacity and size; remembered by the browser. */
export function DanmakuControl({
  settings,
  onChange,
}: {
  settings: DanmakuSettings;
  onChange: (change: Partial<DanmakuSettings>) => void;
}) {
  const { t } = useTranslation('live');
  return (
    <ControlPopover
      label={t('danmaku.settings')}
      icon={
        settings.shown ? <IconMessage2 size={20} aria-hidden /> : <IconMessage2Off size={20} aria-hidden />
      }
      testId="danmaku-settings"
    >
      <div className={styles.panel}>
        <Switch
          label={t('danmaku.show')}
          labelPosition="left"
          checked={settings.shown}
          onChange={(event) => onChange({ shown: event.currentTarget.checked })}
          color="gray"
          classNames={{ body: styles.switch, label: styles.label }}
        />
        <div className={styles.field}>
          <span className={styles.label}>{t('danmaku.density')}</span>
          <SegmentedControl
            fullWidth
            aria-label={t('danmaku.density')}
            value={settings.density}
            onChange={(density) => onChange({ density: density as Density })}
            data={densities.map((density) => ({ value: density, label: t(`danmaku.density.${density}`) }))}
          />
        </div>
        <div className={styles.field}>
          <span className={styles.label}>{t('danmaku.opacity')}</span>
          <Slider
            value={settings.opacity}
            onChange={(opacity) => onChange({ opacity })}
            min={0.3}
            max={1}
            step={0.05}
            label={null}
            color="gray.0"
            size={4}
            thumbSize={16}
            thumbLabel={t('danmaku.opacity')}
          />
        </div>
        <div className={styles.field}>
          <span className={styles.label}>{t('danmaku.size')}</span>
          <Slider
            value={settings.fontPx}
            onChange={(fontPx) => onChange({ fontPx })}
            min={16}
            max={32}
            step={2}
            label={null}
            color="gray.0"
            size={4}
            thumbSize={16}
            thumbLabel={t('danmaku.size')}
          />
        </div>
      </div>
    </ControlPopover>
  );
}
