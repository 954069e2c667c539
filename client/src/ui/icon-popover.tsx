import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconButton } from './icon-button.tsx';
import styles from './icon-popover.module.css';

/** A small panel behind one icon, for pages without room for what is in it. */
export function IconPopover({
  label,
  icon,
  width,
  testId,
  children,
}: {
  label: string;
  icon: ReactNode;
  width: number | string;
  testId: string;
  children: ReactNode;
}) {
  return (
    <Popover position="top-end" width={width} shadow="none" radius="md" trapFocus>
      <Popover.Target>
        <IconButton label={label} data-testid={testId}>
          {icon}
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown} data-testid={`${testId}-open`}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
