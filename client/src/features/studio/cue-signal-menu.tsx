import { Menu } from '@mantine/core';
import { IconBell, IconBellOff, IconCheck, IconDeviceMobileVibration } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type CueSignal, canVibrate, signalCue } from '../crew/cue-signal.ts';
import device from './device-controls.module.css';
import styles from './studio-desk.module.css';

const icons = { sound: IconBell, vibration: IconDeviceMobileVibration, none: IconBellOff };

/** How a cue makes itself noticed beside being drawn. */
export function CueSignalMenu({
  signal,
  onChange,
}: {
  signal: CueSignal;
  onChange: (signal: CueSignal) => void;
}) {
  const { t } = useTranslation('studio');
  const choices: CueSignal[] = canVibrate() ? ['sound', 'vibration', 'none'] : ['sound', 'none'];
  const Icon = icons[signal];
  return (
    <Menu position="top-end" width={220} classNames={{ dropdown: device.menu }}>
      <Menu.Target>
        <button
          type="button"
          className={styles.iconButton}
          aria-label={t('signal.title')}
          title={t('signal.title')}
        >
          <Icon size={20} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('signal.title')}</Menu.Label>
        {choices.map((choice) => (
          <Menu.Item
            key={choice}
            onClick={() => {
              onChange(choice);
              signalCue(choice, 'normal');
            }}
            rightSection={choice === signal ? <IconCheck size={16} aria-label={t('device.inUse')} /> : null}
          >
            {t(`signal.${choice}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
