import { IconChevronDown } from '@tabler/icons-react';
import { useId } from 'react';
import styles from './select-field.module.css';

/** The browser's own select in our clothes: the wheel on phones, type-ahead everywhere. */
export function SelectField({
  label,
  value,
  options,
  onChange,
  hideLabel = false,
  testId,
}: {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
  hideLabel?: boolean;
  testId?: string;
}) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : styles.label}>
        {label}
      </label>
      <span className={styles.box}>
        <select
          id={id}
          className={styles.select}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          data-testid={testId}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <IconChevronDown size={18} stroke={1.6} className={styles.arrow} aria-hidden />
      </span>
    </div>
  );
}
