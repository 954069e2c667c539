import { Popover } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StageControls } from './stage-controls.tsx';
import styles from './stage-menu.module.css';

/** The stage's controls behind one button, for pages without room for them. */
export function StageMenu() {
  const { t } = useTranslation('live');
  return (
    <Popover position="top-end" width={280} shadow="none" radius="md" trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={styles.button}
          aria-label={t('crew.title')}
          title={t('crew.title')}
          data-testid="stage-menu"
        >
          <IconUsers size={20} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown}>
        <StageControls />
      </Popover.Dropdown>
    </Popover>
  );
}
