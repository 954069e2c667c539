import { isOnAir } from '@caipai/shared/domain/session-machine';
import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../live/room-context.tsx';
import menu from './device-controls.module.css';
import styles from './speech-door.module.css';
import { SpeechItems } from './speech-items.tsx';
import { useSpeechChoices } from './use-speech-choices.ts';

/** Says on the meter itself who sees its figures, and opens the place where that is decided. */
export function SpeechDoor() {
  const { t } = useTranslation(['studio', 'common']);
  const { standing } = useSpeechChoices();
  const { state } = useSession();
  const unasked = standing.consent === null && !isOnAir(state);
  if (standing.figures === 'off' || unasked) return null;
  return (
    <Menu position="bottom-start" width={300} classNames={{ dropdown: menu.menu }}>
      <Menu.Target>
        <button type="button" className={styles.door} data-testid="speech-door">
          <span>
            {standing.consent === true
              ? t('speech.seenBy', { who: t(`common:speech.share.${standing.share}`) })
              : t('speech.notKept')}
          </span>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <SpeechItems />
      </Menu.Dropdown>
    </Menu>
  );
}
