import { IconSend2 } from '@tabler/icons-react';
import type { FormEvent, ReactNode } from 'react';
import styles from './line-field.module.css';

/** One line and the key that sends it; enter sends too, and what does not fit is marked. */
export function LineField({
  text,
  maxChars,
  countFrom,
  onText,
  onSend,
  placeholder,
  label,
  sendLabel,
  disabled = false,
  paused = false,
  floating = false,
  testId,
  children,
}: {
  text: string;
  maxChars: number;
  /** The number of characters from which on the rest is counted. */
  countFrom: number;
  onText: (text: string) => void;
  /** Gets the line without the space around it, when it is neither empty nor too long. */
  onSend: (line: string) => void;
  placeholder: string;
  label: string;
  sendLabel: string;
  disabled?: boolean;
  /** Writing goes on, sending waits. */
  paused?: boolean;
  floating?: boolean;
  testId: { input: string; send: string };
  /** Stands before the line. */
  children?: ReactNode;
}) {
  const line = text.trim();
  const length = Array.from(line).length;
  const tooLong = length > maxChars;
  const sendable = length > 0 && !tooLong && !disabled && !paused;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (sendable) onSend(line);
  };
  return (
    <form
      className={styles.field}
      data-bad={tooLong || undefined}
      data-floating={floating || undefined}
      onSubmit={send}
    >
      {children}
      <input
        className={styles.input}
        value={text}
        onChange={(event) => onText(event.target.value)}
        placeholder={placeholder}
        aria-label={label}
        aria-invalid={tooLong || undefined}
        disabled={disabled}
        autoComplete="off"
        enterKeyHint="send"
        data-testid={testId.input}
      />
      {length >= countFrom && (
        <span className={`${styles.count} num`} aria-live="polite">
          {maxChars - length}
        </span>
      )}
      <button
        type="submit"
        className={styles.send}
        disabled={!sendable}
        aria-label={sendLabel}
        data-testid={testId.send}
      >
        <IconSend2 size={20} aria-hidden />
      </button>
    </form>
  );
}
