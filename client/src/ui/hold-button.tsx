import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './hold-button.module.css';

const HOLD_MS = 1_000;

/**
 * A button that wants to be held for a second, by finger, mouse or the space and enter keys, so that no
 * stray touch ends a broadcast. Letting go early takes it back.
 */
export function HoldButton({
  children,
  onHeld,
  disabled = false,
  holdMs = HOLD_MS,
  testId,
}: {
  children: ReactNode;
  onHeld: () => void;
  disabled?: boolean;
  holdMs?: number;
  testId?: string;
}) {
  const { t } = useTranslation();
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const begin = () => {
    if (disabled || timer.current) return;
    setHolding(true);
    timer.current = setTimeout(() => {
      timer.current = null;
      setHolding(false);
      onHeld();
    }, holdMs);
  };
  const release = () => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    setHolding(false);
  };
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
    },
    [],
  );

  const isHoldKey = (event: KeyboardEvent) => event.key === ' ' || event.key === 'Enter';
  return (
    <button
      type="button"
      className={styles.hold}
      data-holding={holding || undefined}
      disabled={disabled}
      title={t('hold.hint')}
      data-testid={testId}
      style={{ '--hold-ms': `${holdMs}ms` } as React.CSSProperties}
      onPointerDown={(event) => {
        if (event.button === 0) begin();
      }}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!isHoldKey(event)) return;
        event.preventDefault();
        if (!event.repeat) begin();
      }}
      onKeyUp={(event) => {
        if (!isHoldKey(event)) return;
        event.preventDefault();
        release();
      }}
      onClick={(event) => {
        // Screen readers and voice control click without holding: they are asked instead.
        if (event.detail === 0 && window.confirm(t('hold.confirm'))) onHeld();
      }}
      onBlur={release}
    >
      <span className={styles.fill} aria-hidden />
      <span className={styles.words}>
        {children}
        <small className={styles.hint}>{t('hold.hint')}</small>
      </span>
    </button>
  );
}
