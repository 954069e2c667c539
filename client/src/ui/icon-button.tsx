import type { ComponentProps } from 'react';
import styles from './icon-button.module.css';

/** One icon to press; also what opens a menu. Menus hand their own properties to it. */
export function IconButton({ label, className = '', ...rest }: { label: string } & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      className={`${styles.button} ${className}`}
      aria-label={label}
      title={label}
      {...rest}
    />
  );
}
