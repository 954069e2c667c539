import { CloseButton, Drawer, Popover } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import sheet from '../frame/bottom-sheet.module.css';
import { useNarrow } from '../frame/use-narrow.ts';
import styles from './health-sheet.module.css';

/** A small panel at the button that opens it; on a phone a sheet at the lower edge. */
export function HealthSheet({
  title,
  opened,
  onClose,
  target,
  children,
}: {
  title: string;
  opened: boolean;
  onClose: () => void;
  target: ReactElement;
  children: ReactNode;
}) {
  const { t } = useTranslation('live');
  const narrow = useNarrow();
  if (narrow)
    return (
      <>
        {target}
        <Drawer
          opened={opened}
          onClose={onClose}
          position="bottom"
          title={title}
          lockScroll={false}
          closeButtonProps={{ 'aria-label': t('health.close') }}
          overlayProps={{ backgroundOpacity: 0.4 }}
          classNames={{ ...sheet, content: `${sheet.content} ${styles.content}`, body: styles.body }}
        >
          {children}
        </Drawer>
      </>
    );
  return (
    <Popover
      opened={opened}
      onDismiss={onClose}
      position="bottom-end"
      radius="md"
      shadow="none"
      width={320}
      trapFocus
      returnFocus
      classNames={{ dropdown: styles.dropdown }}
    >
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown>
        <div className={styles.head}>
          <h3>{title}</h3>
          <CloseButton className={styles.close} onClick={onClose} aria-label={t('health.close')} />
        </div>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
