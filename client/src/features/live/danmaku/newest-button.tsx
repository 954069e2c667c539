import { IconArrowDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './newest-button.module.css';

/** Lies over the foot of a list that was scrolled up, and leads back to what came last. */
export function NewestButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className={styles.newest} onClick={onClick}>
      <IconArrowDown size={14} aria-hidden />
      {children}
    </button>
  );
}
