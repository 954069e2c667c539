import { IconVideoOff } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CueSignal } from '../crew/cue-signal.ts';
import { CueStage } from '../crew/cue-stage.tsx';
import { TalkbackEar } from '../crew/talkback-ear.tsx';
import { DanmakuLayer } from '../live/danmaku/danmaku-layer.tsx';
import type { DanmakuSettings } from '../live/danmaku/settings.ts';
import { CutLine } from '../live/picture/cut-line.tsx';
import { useAccess, useLiveView, useSession } from '../live/room-context.tsx';
import { CaptureTrouble } from './capture-trouble.tsx';
import { StageMeter } from './level-bars.tsx';
import { PartnerPicture } from './partner-picture.tsx';
import { SpeechConsent } from './speech-consent.tsx';
import { SpeechDoor } from './speech-door.tsx';
import { SpeechMeterPanel } from './speech-meter.tsx';
import styles from './stage.module.css';
import { useDirector, useStudio } from './studio-context.tsx';
import { useAutoCues } from './use-auto-cues.ts';
import { useSpeechMeter } from './use-speech-meter.ts';
import { useSpeechReport } from './use-speech-report.ts';

const ViolationOverlay = lazy(() => import('./violation-overlay.tsx'));

/**
 * The self-view, mirrored as in a mirror, and the other one on the stage, arranged as the audience sees the two;
 * over them everything that speaks to whoever is on air.
 */
export function Stage({
  settings,
  signal,
  prompter,
  children,
}: {
  settings: DanmakuSettings;
  signal: CueSignal;
  /** The sheet over the upper third, while it is open. */
  prompter: ReactNode;
  children?: ReactNode;
}) {
  const { t } = useTranslation('studio');
  const director = useDirector();
  const { orientation, state, layout } = useSession();
  const { goLive: anchors } = useAccess();
  const joins = useStudio((view) => view.joins);
  const [accompanied, setAccompanied] = useState(false);
  const camera = useStudio((view) => view.camera);
  const cameraOn = useStudio((view) => view.cameraOn);
  const capture = useStudio((view) => view.capture);
  const video = useRef<HTMLVideoElement>(null);
  const meter = useSpeechMeter();
  useAutoCues(meter);
  useSpeechReport(meter);
  const violated = useLiveView((view) => view.violations.length > 0);
  const cut = useLiveView((view) => view.cut);

  useEffect(() => {
    const element = video.current;
    if (!element || !camera) return;
    element.srcObject = new MediaStream([camera]);
    element.play().catch(() => {});
    return () => {
      element.srcObject = null;
    };
  }, [camera]);

  return (
    <div
      className={styles.stage}
      data-orientation={orientation}
      data-live={state === 'live' || undefined}
      data-self={anchors ? 'anchor' : 'assistant'}
      data-pictures={accompanied ? (anchors || joins ? layout : 'pictureInPicture') : 'self'}
      data-prompter={prompter ? true : undefined}
      data-cut={(cut && !anchors) || undefined}
      data-testid="studio-stage"
    >
      <video
        ref={video}
        className={styles.self}
        muted
        playsInline
        aria-label={t('stage.self')}
        onLoadedData={() => director.devices.pictureSeen()}
        data-testid="studio-self"
      />
      <PartnerPicture of={anchors ? 'assistant' : 'anchor'} onFlowing={setAccompanied} />
      {camera && !cameraOn && (
        <div className={styles.off}>
          <IconVideoOff size={40} stroke={1.4} aria-hidden />
          <p>{t('stage.cameraOff')}</p>
        </div>
      )}
      {capture === 'asking' && <p className={styles.asking}>{t('stage.asking')}</p>}
      {capture === 'failed' && <CaptureTrouble />}
      {capture === 'ready' && meter && (
        <SpeechMeterPanel meter={meter}>
          <SpeechConsent />
          <SpeechDoor />
        </SpeechMeterPanel>
      )}
      {settings.shown && capture === 'ready' && <DanmakuLayer settings={settings} />}
      <TalkbackEar />
      {prompter}
      <CueStage signal={signal} />
      {violated && (
        <Suspense fallback={null}>
          <ViolationOverlay />
        </Suspense>
      )}
      {/* The anchor reads why. */}
      {cut && !anchors && <CutLine />}
      <StageMeter />
      {children}
    </div>
  );
}
