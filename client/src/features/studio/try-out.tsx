import { IconEar, IconPlayerRecord } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './checks.module.css';
import { useStudio } from './studio-context.tsx';

const TryRecording = lazy(() => import('../preflight/try-recording.tsx'));
const EchoDialog = lazy(() => import('../preflight/echo-dialog.tsx'));

/** Two trials on request: both stay in this browser, and neither is there on air. */
export function TryOut() {
  const { t } = useTranslation('studio');
  const [open, setOpen] = useState<'record' | 'echo' | null>(null);
  const captured = useStudio((view) => view.camera !== null && view.microphone !== null);
  const close = () => setOpen(null);
  return (
    <li className={styles.trials} data-wide>
      <button
        type="button"
        disabled={!captured}
        onClick={() => setOpen('record')}
        data-testid="try-recording"
      >
        <IconPlayerRecord size={16} aria-hidden />
        {t('try.record')}
      </button>
      <button type="button" disabled={!captured} onClick={() => setOpen('echo')} data-testid="try-echo">
        <IconEar size={16} aria-hidden />
        {t('try.echo')}
      </button>
      <Suspense>
        {open === 'record' && <TryRecording onClose={close} />}
        {open === 'echo' && <EchoDialog onClose={close} />}
      </Suspense>
    </li>
  );
}
