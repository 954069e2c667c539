import { asksForChange } from '@caipai/shared/compliance/asks-for-change';
import {
  type AutoCueCause,
  type AutoCueState,
  afterPersonalCue,
  firstAutoCueSettings,
  type Moment,
  noAutoCues,
  watchMoment,
} from '@caipai/shared/domain/auto-cues';
import type { SpeechFrame } from '@caipai/shared/schemas/speech';
import { speechLanguageOf } from '@caipai/shared/speech/settings';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../net/clock.ts';
import type { SpeechMeter } from '../../speech/speech-meter.ts';
import { useRemembered } from '../live/remembered.ts';
import { useAccess, useRoom, useSession } from '../live/room-context.tsx';
import { useRundownNow } from '../rundown/use-rundown.ts';

const LOOK_EVERY_MS = 1_000;

/** What the anchor does not want to be told by the studio. */
export function useAutoCueChoice(): [AutoCueCause[], (off: AutoCueCause[]) => void] {
  const [{ off }, keep] = useRemembered<{ off: AutoCueCause[] }>('auto-cues', { off: [] });
  return [off, (next) => keep({ off: next })];
}

/** Looks at the session once a second while the anchor is live, and prompts them where something is amiss. */
export function useAutoCues(meter: SpeechMeter | null): void {
  const room = useRoom();
  const { state, startedAtMs, speech } = useSession();
  const { goLive: anchors } = useAccess();
  const { i18n } = useTranslation();
  const segment = useRundownNow();
  const [off] = useAutoCueChoice();
  const live = anchors && state === 'live';
  const language = speech.language ?? speechLanguageOf(i18n.language);
  const latest = useRef({ off, overrunMs: null as number | null });
  latest.current = { off, overrunMs: segment ? -segment.leftMs : null };

  // What was said lately is remembered also while the microphone, and with it the meter, goes off and on.
  const watch = useRef<AutoCueState>(noAutoCues);
  const heard = useRef<SpeechFrame | null>(null);

  useEffect(() => {
    const stop = meter?.on('frame', (frame) => {
      heard.current = frame;
    });
    return () => {
      stop?.();
      heard.current = null;
    };
  }, [meter]);

  useEffect(() => {
    if (!live) return;
    const settings = firstAutoCueSettings(language);
    const personal = room.session.on('cueArrived', () => {
      watch.current = afterPersonalCue(watch.current, serverNow());
    });
    let claim: string | null = null;
    const said = room.session.on('said', ({ text, hits }) => {
      const hit = hits.find(asksForChange);
      if (hit) claim = text.slice(hit.start, hit.end);
    });
    const timer = setInterval(() => {
      const nowMs = serverNow();
      const comment = room.session.view.danmaku.findLast(({ by }) => by.job === 'peer');
      const open = room.session.view.questions.find(({ answeredAfterMs }) => answeredAfterMs === null);
      const look = watchMoment(
        watch.current,
        {
          nowMs,
          speech: heard.current && asSpeech(heard.current),
          lastInteractionAtMs: Math.max(comment?.atMs ?? 0, startedAtMs ?? nowMs),
          openQuestionSinceMs: open?.danmaku.atMs ?? null,
          overrunMs: latest.current.overrunMs,
          claim,
        },
        { ...settings, off: latest.current.off },
      );
      watch.current = look.state;
      claim = null;
      if (look.cue) room.cues.notice(look.cue);
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      personal();
      said();
    };
  }, [room, live, language, startedAtMs]);
}

function asSpeech(frame: SpeechFrame): Moment['speech'] {
  const { pauseMs, syllablesPerMin, shortTermLufs, pitchSdSemitones } = frame;
  return { pauseMs, syllablesPerMin, shortTermLufs, pitchSpreadSemitones: pitchSdSemitones };
}
