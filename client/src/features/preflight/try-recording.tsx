import { Button, Modal } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import '../../ui/mantine-overlay-css.ts';
import { useDirector, useStudio } from '../studio/studio-context.tsx';
import styles from './trial.module.css';
import { canTryRecording, recordTrial } from './trial-recorder.ts';

const SECONDS = 5;

type Trial = { step: 'recording' } | { step: 'ready'; url: string } | { step: 'failed' };

/** Five seconds as the audience will see and hear them. They stay in this browser and are gone with the dialog. */
export default function TryRecording({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('preflight');
  const { trial, repeat } = useTrial();
  return (
    <Modal opened onClose={onClose} title={t('record.title')} size={420} classNames={{ title: styles.title }}>
      <div className={styles.picture}>
        {trial.step === 'recording' && <Recording />}
        {trial.step === 'ready' && (
          // biome-ignore lint/a11y/useMediaCaption: one's own words of a moment ago
          <video
            src={trial.url}
            className={styles.video}
            controls
            autoPlay
            playsInline
            aria-label={t('record.playback')}
            data-testid="trial-playback"
          />
        )}
        {trial.step === 'failed' && <p className={styles.failed}>{t('record.failed')}</p>}
      </div>
      <p className={styles.hint} role="status">
        {trial.step === 'ready' ? t('record.listen') : t('record.stays')}
      </p>
      <div className={styles.actions}>
        <Button
          variant="default"
          onClick={repeat}
          disabled={trial.step === 'recording'}
          data-testid="trial-again"
        >
          {t('record.again')}
        </Button>
        <Button onClick={onClose} disabled={trial.step === 'recording'} data-testid="trial-good">
          {t('record.good')}
        </Button>
      </div>
    </Modal>
  );
}

/** The camera as it records, and how many seconds are left. */
function Recording() {
  const { t } = useTranslation('preflight');
  const camera = useStudio((view) => view.camera);
  const video = useRef<HTMLVideoElement>(null);
  const [left, setLeft] = useState(SECONDS);
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => Math.max(1, seconds - 1)), 1_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (!video.current || !camera) return;
    video.current.srcObject = new MediaStream([camera]);
    video.current.play().catch(() => {});
  }, [camera]);
  return (
    <>
      <video ref={video} className={styles.video} data-mirrored muted playsInline />
      <span className={`${styles.left} num`} role="timer" data-testid="trial-countdown">
        {t('record.left', { count: left })}
      </span>
    </>
  );
}

function useTrial(): { trial: Trial; repeat: () => void } {
  const director = useDirector();
  const [turn, setTurn] = useState(0);
  const [trial, setTrial] = useState<Trial>({ step: 'recording' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn records anew
  useEffect(() => {
    const ending = new AbortController();
    let url: string | null = null;
    setTrial({ step: 'recording' });
    const { camera, microphone } = director.store.getState();
    const tracks = [camera, microphone].filter((track) => track !== null);
    const recording = canTryRecording()
      ? recordTrial(tracks, SECONDS * 1_000, ending.signal)
      : Promise.reject(new Error('no recorder in this browser'));
    recording.then(
      (blob) => {
        if (!blob || ending.signal.aborted) return;
        url = URL.createObjectURL(blob);
        setTrial({ step: 'ready', url });
      },
      () => {
        if (!ending.signal.aborted) setTrial({ step: 'failed' });
      },
    );
    return () => {
      ending.abort();
      if (url) URL.revokeObjectURL(url);
    };
  }, [director, turn]);
  return { trial, repeat: useCallback(() => setTurn((before) => before + 1), []) };
}
