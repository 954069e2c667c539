import { autoCueCauses } from '@caipai/shared/domain/auto-cues';
import { Menu } from '@mantine/core';
import { IconBell, IconBellOff, IconCheck, IconDeviceMobileVibration } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { type CueSignal, canVibrate, signalCue } from '../crew/cue-signal.ts';
import device from './device-controls.module.css';
import { useAutoCueChoice } from './use-auto-cues.ts';

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
  const [off, setOff] = useAutoCueChoice();
  return (
    <Menu position="top-end" width={260} classNames={{ dropdown: device.menu }}>
      <Menu.Target>
        <IconButton label={t('signal.title')}>
          <Icon size={20} aria-hidden />
        </IconButton>
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
        <Menu.Divider />
        <Menu.Label>{t('autoCue.title')}</Menu.Label>
        {autoCueCauses.map((cause) => (
          <Menu.Item
            key={cause}
            role="menuitemcheckbox"
            aria-checked={!off.includes(cause)}
            closeMenuOnClick={false}
            onClick={() =>
              setOff(off.includes(cause) ? off.filter((each) => each !== cause) : [...off, cause])
            }
            rightSection={off.includes(cause) ? null : <IconCheck size={16} aria-hidden />}
            data-testid={`auto-cue-${cause}`}
          >
            {t(`autoCue.${cause}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
