import { Menu } from '@mantine/core';
import {
  IconCheck,
  IconChevronUp,
  IconMicrophone,
  IconMicrophoneOff,
  IconVideo,
  IconVideoOff,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeviceChoice } from '../../rtc/capture.ts';
import { useFormat } from '../../ui/format.ts';
import { useAccess } from '../live/room-context.tsx';
import styles from './device-controls.module.css';
import { SpeechItems } from './speech-items.tsx';
import { useDirector, useStudio } from './studio-context.tsx';

/** Microphone and camera: a tap turns them off and on, the arrow beside chooses another one. */
export function DeviceControls({ compact = false }: { compact?: boolean }) {
  const { t } = useTranslation('studio');
  const director = useDirector();
  const cameraOn = useStudio((view) => view.cameraOn);
  const microphoneOn = useStudio((view) => view.microphoneOn);
  const camera = useStudio((view) => view.camera);
  const microphone = useStudio((view) => view.microphone);
  const devices = useStudio((view) => view.devices);
  // An assistant has no figures.
  const { goLive: anchors } = useAccess();
  return (
    <div className={styles.controls} data-compact={compact || undefined}>
      <Control
        label={microphoneOn ? t('device.microphoneOff') : t('device.microphoneOn')}
        name={t('device.microphone')}
        on={microphoneOn}
        icon={
          microphoneOn ? (
            <IconMicrophone size={22} aria-hidden />
          ) : (
            <IconMicrophoneOff size={22} aria-hidden />
          )
        }
        onToggle={() => void director.setMicrophoneOn(!microphoneOn)}
        choices={devices.microphones}
        chosen={microphone?.getSettings().deviceId}
        onChoose={(id) => void director.devices.chooseMicrophone(id)}
        testId="toggle-microphone"
        disabled={!microphone}
      >
        {anchors && (
          <>
            <Menu.Divider />
            <SpeechItems meter />
          </>
        )}
      </Control>
      <Control
        label={cameraOn ? t('device.cameraOff') : t('device.cameraOn')}
        name={t('device.camera')}
        on={cameraOn}
        icon={cameraOn ? <IconVideo size={22} aria-hidden /> : <IconVideoOff size={22} aria-hidden />}
        onToggle={() => void director.setCameraOn(!cameraOn)}
        choices={devices.cameras}
        chosen={camera?.getSettings().deviceId}
        onChoose={(id) => void director.devices.chooseCamera(id)}
        testId="toggle-camera"
        disabled={!camera}
      >
        <SafetyCopyItem />
      </Control>
    </div>
  );
}

/** The copy that this browser keeps for holes in the recording: on or off, and how far it is. */
function SafetyCopyItem() {
  const { t } = useTranslation('studio');
  const director = useDirector();
  const format = useFormat();
  const { on, state, bytes } = useStudio((view) => view.safetyCopy);
  const note =
    state === 'failed' || state === 'unsupported'
      ? t(`copy.${state}`)
      : state === 'recording'
        ? t('copy.size', { size: format.bytes(bytes) })
        : t('copy.hint');
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('copy.title')}</Menu.Label>
      <Menu.Item
        role="menuitemcheckbox"
        aria-checked={on}
        closeMenuOnClick={false}
        onClick={() => director.setSafetyCopy(!on)}
        rightSection={on ? <IconCheck size={16} aria-hidden /> : null}
        data-testid="safety-copy"
      >
        {t('copy.on')}
        <span className={styles.note}>{note}</span>
      </Menu.Item>
    </>
  );
}

function Control({
  label,
  name,
  on,
  icon,
  onToggle,
  choices,
  chosen,
  onChoose,
  testId,
  disabled,
  children,
}: {
  label: string;
  name: string;
  on: boolean;
  icon: React.ReactNode;
  onToggle: () => void;
  choices: readonly DeviceChoice[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
  testId: string;
  disabled: boolean;
  /** More for the menu. */
  children?: React.ReactNode;
}) {
  const { t } = useTranslation('studio');
  return (
    <div className={styles.control} data-off={!on || undefined}>
      <button
        type="button"
        className={styles.toggle}
        onClick={onToggle}
        aria-label={label}
        title={label}
        aria-pressed={!on}
        disabled={disabled}
        data-testid={testId}
      >
        {icon}
      </button>
      <Menu position="top-start" width={300} classNames={{ dropdown: styles.menu }}>
        <Menu.Target>
          <button
            type="button"
            className={styles.more}
            aria-label={t('device.choose', { name })}
            data-testid={`${testId}-choose`}
          >
            <IconChevronUp size={16} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{name}</Menu.Label>
          {choices.length === 0 && <Menu.Item disabled>{t('device.none')}</Menu.Item>}
          {choices.map((choice, index) => (
            <Menu.Item
              key={choice.id}
              onClick={() => onChoose(choice.id)}
              rightSection={
                choice.id === chosen ? <IconCheck size={16} aria-label={t('device.inUse')} /> : null
              }
            >
              {choice.label || t('device.numbered', { name, number: index + 1 })}
            </Menu.Item>
          ))}
          {children}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
