import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './confirm-dialog.module.css';
import './mantine-overlay-css.ts';

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({
  opened,
  title,
  text,
  confirmLabel,
  busy = false,
  onConfirm,
  onClose,
}: {
  opened: boolean;
  title: string;
  text: string;
  confirmLabel: string;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={title} classNames={{ title: styles.title }}>
      <p className={styles.text}>{text}</p>
      <div className={styles.actions}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('action.cancel')}
        </Button>
        <Button onClick={onConfirm} loading={busy} data-testid="confirm">
          {confirmLabel}
        </Button>
      </div>
    </Modal>
  );
}
