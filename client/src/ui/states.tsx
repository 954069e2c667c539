import type { ErrorCode } from '@caipai/shared/errors/codes';
import type { Refusal } from '@caipai/shared/protocol/result';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './states.module.css';

/** Nothing here yet, said kindly, with a way to begin. */
export function EmptyState({
  title,
  text,
  children,
}: {
  title: string;
  text?: string;
  children?: ReactNode;
}) {
  return (
    <div className={styles.state} data-testid="empty-state">
      <Lamp />
      <h2>{title}</h2>
      {text && <p className={styles.text}>{text}</p>}
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  );
}

/** The sentence for a refusal, in the reader's language. */
export function useRefusalText(): (refusal: Refusal) => string {
  const { t, i18n } = useTranslation('errors');
  return ({ code }) => {
    // A newer server may know codes that this page does not.
    const known: ErrorCode = i18n.exists(code, { ns: 'errors' }) ? code : 'server.internal';
    return t(known);
  };
}

/** A failure in place of content: what happened, what to do, what to quote. */
export function ErrorState({
  refusal,
  title,
  onRetry,
  children,
}: {
  refusal: Refusal;
  title?: string;
  onRetry?: () => void;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const sentence = useRefusalText();
  return (
    <div className={styles.state} role="alert" data-testid="error-state">
      <Lamp out />
      <h2>{title ?? t('error.title')}</h2>
      <p className={styles.text}>{sentence(refusal)}</p>
      <p className={styles.code}>{t('error.quote', { code: refusal.incidentId ?? refusal.code })}</p>
      <div className={styles.actions}>
        {onRetry && (
          <Button variant="default" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        )}
        {children}
      </div>
    </div>
  );
}

/** A refusal beside the control that caused it. */
export function InlineError({ refusal }: { refusal: Refusal | null }) {
  const sentence = useRefusalText();
  const { t } = useTranslation();
  if (!refusal) return null;
  return (
    <p className={styles.inline} role="alert" data-testid="inline-error">
      {sentence(refusal)}
      {refusal.incidentId && (
        <span className={styles.code}>{t('error.quote', { code: refusal.incidentId })}</span>
      )}
    </p>
  );
}

function Lamp({ out = false }: { out?: boolean }) {
  return (
    <svg className={styles.lamp} data-out={out || undefined} viewBox="0 0 120 84" aria-hidden="true">
      <path className={styles.beam} d="M56 16h8l34 54H22Z" />
      <ellipse className={styles.floor} cx="60" cy="70" rx="38" ry="8" />
      <rect className={styles.body} x="51" y="5" width="18" height="13" rx="4" />
      <path className={styles.rail} d="M10 5h100" />
    </svg>
  );
}
