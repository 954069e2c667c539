import { Popover } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type PrompterAction,
  type PrompterSettings,
  prompterActions,
  prompterThemes,
  SIZE_PX,
  WIDTH,
  withKey,
} from './prompter-settings.ts';
import styles from './settings-menu.module.css';

type Change = (change: Partial<PrompterSettings>) => void;

/** Size, width, mirror, colours and keys; kept on this device. */
export function SettingsMenu({ settings, onChange }: { settings: PrompterSettings; onChange: Change }) {
  const { t } = useTranslation('prompter');
  return (
    <Popover position="bottom-end" width={300} shadow="none" radius="md" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          aria-label={t('settings')}
          title={t('settings')}
          data-testid="prompter-settings"
        >
          <IconSettings size={20} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.menu}>
        <Range
          label={t('size')}
          value={settings.sizePx}
          range={SIZE_PX}
          words={`${settings.sizePx}`}
          onChange={(sizePx) => onChange({ sizePx })}
        />
        <Range
          label={t('width')}
          value={settings.width}
          range={WIDTH}
          words={`${Math.round(settings.width * 100)}%`}
          onChange={(width) => onChange({ width })}
        />
        <fieldset className={styles.themes}>
          <legend>{t('theme')}</legend>
          {prompterThemes.map((theme) => (
            <button
              key={theme}
              type="button"
              data-theme={theme}
              aria-pressed={settings.theme === theme}
              onClick={() => onChange({ theme })}
            >
              {t(`theme.${theme}`)}
            </button>
          ))}
        </fieldset>
        <label className={styles.mirror}>
          <input
            type="checkbox"
            checked={settings.mirrored}
            onChange={(event) => onChange({ mirrored: event.currentTarget.checked })}
            data-testid="prompter-mirror"
          />
          {t('mirror')}
        </label>
        <Keys settings={settings} onChange={onChange} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Range({
  label,
  value,
  range,
  words,
  onChange,
}: {
  label: string;
  value: number;
  range: { least: number; most: number; step: number };
  words: string;
  onChange: (value: number) => void;
}) {
  const id = useId();
  return (
    <div className={styles.range}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={range.least}
        max={range.most}
        step={range.step}
        value={value}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      <output className="num">{words}</output>
    </div>
  );
}

/** Press the pedal, and its key is known: no list of what pedals send would be complete. */
function Keys({ settings, onChange }: { settings: PrompterSettings; onChange: Change }) {
  const { t } = useTranslation('prompter');
  const [waiting, setWaiting] = useState<PrompterAction | null>(null);
  useEffect(() => {
    if (!waiting) return;
    const take = (event: KeyboardEvent) => {
      if (['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key !== 'Escape') onChange({ keys: withKey(settings.keys, waiting, event.key) });
      setWaiting(null);
    };
    window.addEventListener('keydown', take, { capture: true });
    return () => window.removeEventListener('keydown', take, { capture: true });
  }, [waiting, settings.keys, onChange]);
  const own = Object.keys(settings.keys).length > 0;
  return (
    <fieldset className={styles.keys}>
      <legend>{t('keys')}</legend>
      {prompterActions.map((action) => (
        <button
          key={action}
          type="button"
          aria-pressed={waiting === action}
          onClick={() => setWaiting(waiting === action ? null : action)}
          data-testid={`prompter-key-${action}`}
        >
          <span>{t(`action.${action}`)}</span>
          <kbd>
            {waiting === action ? t('keys.press') : (nameOf(settings.keys[action]) ?? t(`usual.${action}`))}
          </kbd>
        </button>
      ))}
      {own && (
        <button type="button" className={styles.reset} onClick={() => onChange({ keys: {} })}>
          {t('keys.reset')}
        </button>
      )}
    </fieldset>
  );
}

/** A space is seen by nobody. */
function nameOf(key: string | undefined): string | undefined {
  return key === ' ' ? '␣' : key;
}
