import type { SpeechFrame } from '@caipai/shared/schemas/speech';
import { defaultSpeechSettings, type SpeechSettings, speechLanguageOf } from '@caipai/shared/speech/settings';
import { useReducedMotion } from '@mantine/hooks';
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { paceOf, type SpeechHint, speechHint } from '../../speech/speech-hint.ts';
import type { SpeechMeter } from '../../speech/speech-meter.ts';
import { useSession } from '../live/room-context.tsx';
import { FillerLine } from './filler-line.tsx';
import styles from './speech-meter.module.css';
import { useCalmFrame } from './use-speech-meter.ts';

const WORDS_EVERY_MS = 500;
/** Ends of the loudness scale. */
const LOUDNESS_LUFS = [-36, -6] as const;
/** The estimate is no more exact than this. */
const PACE_STEP = 10;

const share = (value: number, from: number, to: number) =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));

/** What the anchor's voice does, small on the stage: loudness and pace, each with its good band, and one hint. */
export function SpeechMeterPanel({ meter, children }: { meter: SpeechMeter; children?: ReactNode }) {
  const { t, i18n } = useTranslation('studio');
  const language = useSession().speech.language ?? speechLanguageOf(i18n.language);
  const settings = defaultSpeechSettings[language];
  const frame = useCalmFrame(meter, WORDS_EVERY_MS);
  const loudness = useNeedle(meter, (each) =>
    each.shortTermLufs === null ? 0 : share(each.shortTermLufs, ...LOUDNESS_LUFS),
  );
  const scale = paceScale(settings);
  const pace = useNeedle(meter, (each) => share(paceOf(each.syllablesPerMin, settings), ...scale));
  const { goodFromLufs, goodToLufs } = settings.loudness;
  const { easyFrom, easyTo, fastFrom } = settings.pace;
  const lufs = frame?.shortTermLufs ?? null;
  const perMin = Math.round(paceOf(frame?.syllablesPerMin ?? null, settings) / PACE_STEP) * PACE_STEP;
  const hint = frame && speechHint(frame, settings);
  return (
    <section className={styles.panel} aria-label={t('speech.title')} data-testid="speech-meter">
      <div className={styles.row}>
        <span>{t('speech.loudness')}</span>
        <b className="num">
          {lufs === null ? '–' : t('speech.lufs', { value: lufs.toFixed(0).replace('-', '−') })}
        </b>
      </div>
      <div ref={loudness} className={styles.bar} style={bandStyle(goodFromLufs, goodToLufs, LOUDNESS_LUFS)}>
        <i className={styles.band} />
        <i className={styles.needle} />
      </div>
      <div className={styles.row}>
        <span>{t('speech.pace')}</span>
        <b className="num" data-testid="speech-pace">
          {perMin === 0 ? '–' : t(`speech.perMin.${language}`, { value: perMin })}
        </b>
      </div>
      <div
        ref={pace}
        className={styles.bar}
        style={
          { ...bandStyle(easyFrom, easyTo, scale), '--fast': share(fastFrom, ...scale) } as CSSProperties
        }
      >
        <i className={styles.band} />
        <i className={styles.fast} />
        <i className={styles.needle} />
      </div>
      <FillerLine />
      <p className={styles.hint} data-hint={hint ?? undefined} data-testid="speech-hint">
        {hint && <Hint hint={hint} pauseMs={frame.pauseMs} />}
      </p>
      {children}
    </section>
  );
}

function Hint({ hint, pauseMs }: { hint: SpeechHint; pauseMs: number }) {
  const { t } = useTranslation('studio');
  switch (hint) {
    case 'pause':
    case 'deadAir':
      return t('speech.hint.pause', { count: Math.floor(pauseMs / 1_000) });
    case 'tooLoud':
      return t('speech.hint.tooLoud');
    case 'tooQuiet':
      return t('speech.hint.tooQuiet');
    case 'tooFast':
      return t('speech.hint.tooFast');
    case 'monotone':
      return t('speech.hint.monotone');
  }
}

/** From half of what is easy to a quarter more than too fast. */
function paceScale({ pace }: SpeechSettings): readonly [number, number] {
  return [pace.easyFrom / 2, pace.fastFrom * 1.25];
}

function bandStyle(from: number, to: number, [low, high]: readonly [number, number]): CSSProperties {
  return { '--from': share(from, low, high), '--to': share(to, low, high) } as CSSProperties;
}

/** Writes where the needle stands straight to the page, as the level meter does. */
function useNeedle(meter: SpeechMeter, placeOf: (frame: SpeechFrame) => number) {
  const ref = useRef<HTMLDivElement>(null);
  const place = useRef(placeOf);
  useEffect(() => {
    place.current = placeOf;
  });
  const calm = useReducedMotion();
  useEffect(
    () =>
      meter.on('frame', (frame) => {
        if (calm && frame.atMs % WORDS_EVERY_MS !== 0) return;
        ref.current?.style.setProperty('--at', place.current(frame).toFixed(3));
      }),
    [meter, calm],
  );
  return ref;
}
