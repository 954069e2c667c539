import { Button, Modal } from '@mantine/core';
import { IconCircleCheck, IconEar, IconHeadphones, IconVolume } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkEcho } from '../../rtc/echo-check.ts';
import type { EchoVerdict } from '../../rtc/echo-verdict.ts';
import '../../ui/mantine-overlay-css.ts';
import { useDirector } from '../studio/studio-context.tsx';
import styles from './trial.module.css';

type Step = 'ready' | 'listening' | 'failed' | EchoVerdict;

const icons = {
  ready: IconEar,
  listening: IconVolume,
  fine: IconCircleCheck,
  echo: IconHeadphones,
  noisy: IconVolume,
  failed: IconEar,
};

/** Whether what comes out of the loudspeakers goes back into the microphone. */
export default function EchoDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('preflight');
  const director = useDirector();
  const [step, setStep] = useState<Step>('ready');
  const ending = useRef<AbortController | null>(null);
  useEffect(() => () => ending.current?.abort(), []);

  async function listen() {
    const mine = new AbortController();
    ending.current = mine;
    setStep('listening');
    const deviceId = director.store.getState().microphone?.getSettings().deviceId;
    const next = await checkEcho(deviceId, mine.signal).catch((): Step => 'failed');
    if (!mine.signal.aborted) setStep(next);
  }

  const Icon = icons[step];
  const done = step !== 'ready' && step !== 'listening';
  return (
    <Modal opened onClose={onClose} title={t('echo.title')} size={420} classNames={{ title: styles.title }}>
      <div className={styles.verdict} role="status" data-step={step} data-testid="echo-verdict">
        <Icon size={36} stroke={1.5} aria-hidden />
        <p>{t(`echo.${step}`)}</p>
      </div>
      <div className={styles.actions}>
        {done && (
          <Button variant="default" onClick={onClose}>
            {t('echo.close')}
          </Button>
        )}
        <Button onClick={() => void listen()} loading={step === 'listening'} data-testid="echo-listen">
          {done ? t('echo.again') : t('echo.start')}
        </Button>
      </div>
    </Modal>
  );
}
