import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './level-bars.module.css';
import { useDirector, useStudio } from './studio-context.tsx';

/** Below it is too quiet, above it too loud; between them is where a voice should be. */
const QUIET = 0.4;
const LOUD = 0.92;

/** Writes the level straight to the page: it changes with every frame. */
function useLevelStyle<T extends HTMLElement>() {
  const director = useDirector();
  const ref = useRef<T>(null);
  useEffect(
    () =>
      director.devices.meter.on('level', ({ loudness, peak, clipping }) => {
        const place = ref.current;
        if (!place) return;
        place.style.setProperty('--level', loudness.toFixed(3));
        place.style.setProperty('--peak', peak.toFixed(3));
        const zone = clipping || peak > LOUD ? 'loud' : peak < QUIET ? 'quiet' : 'good';
        if (place.dataset.zone !== zone) place.dataset.zone = zone;
      }),
    [director],
  );
  return ref;
}

/** A thin line at the stage's lower edge: there when one looks for it. */
export function StageMeter() {
  const { t } = useTranslation('studio');
  const ref = useLevelStyle<HTMLDivElement>();
  const on = useStudio((view) => view.microphoneOn && view.microphone !== null);
  if (!on) return null;
  return (
    <div ref={ref} className={styles.line} role="img" aria-label={t('meter.label')} data-testid="level-meter">
      <i className={styles.band} />
      <i className={styles.fill} />
      <i className={styles.peak} />
    </div>
  );
}

/** The larger meter of the pre-flight. */
export function LevelBar() {
  const ref = useLevelStyle<HTMLDivElement>();
  return (
    <div ref={ref} className={styles.bar} aria-hidden>
      <i className={styles.band} />
      <i className={styles.fill} />
      <i className={styles.peak} />
    </div>
  );
}
