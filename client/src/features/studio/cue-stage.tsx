import type { Cue } from '@caipai/shared/schemas/cue';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useCueWords } from '../../ui/cue-words.ts';
import { CuePictogram } from '../live/cue/cue-kinds.tsx';
import {
  advance,
  type CueQueue,
  emptyQueue,
  markSeen,
  nextDeadline,
  pushCue,
  SEEN_AFTER_MS,
  type ShownCue,
} from '../live/cue/cue-queue.ts';
import { useAccess, useRoom } from '../live/room-context.tsx';
import { type CueSignal, signalCue } from './cue-signal.ts';
import styles from './cue-stage.module.css';

/** A cue that was missed while disconnected is still shown when it is not older than this. */
const STILL_FRESH_MS = 15_000;

/** The coach's prompts at the stage's upper edge: the loudest thing on the anchor's screen. */
export function CueStage({ signal }: { signal: CueSignal }) {
  const { t } = useTranslation('live');
  const room = useRoom();
  const words = useCueWords();
  // Both on the stage read a cue; that it was seen is the anchor's to say.
  const { goLive: confirms } = useAccess();
  const [queue, setQueue] = useState<CueQueue>(emptyQueue);
  const latest = useRef({ words, signal });
  latest.current = { words, signal };

  useEffect(() => {
    const take = (cue: Cue) => {
      if (confirms) room.cues.confirm(cue.id, 'delivered');
      setQueue((before) => pushCue(before, cue, latest.current.words(cue), performance.now()));
      signalCue(latest.current.signal, cue.priority);
    };
    const catchUp = () => {
      const freshFromMs = room.session.net.serverNow() - STILL_FRESH_MS;
      for (const cue of room.session.view.cues) {
        if (cue.seenAtMs !== null) continue;
        if (cue.atMs >= freshFromMs) take(cue);
        else if (confirms && cue.deliveredAtMs === null) room.cues.confirm(cue.id, 'delivered');
      }
    };
    catchUp();
    // Drawn at once: a cue does not queue behind the comments that came before it.
    const arrive = (cue: Cue) => flushSync(() => take(cue));
    const stops = [room.session.on('cueArrived', arrive), room.session.on('ready', catchUp)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [room, confirms]);

  useEffect(() => {
    const deadline = nextDeadline(queue, performance.now());
    if (deadline === null) return;
    const timer = setTimeout(
      () => setQueue((before) => advance(before, performance.now())),
      Math.max(0, deadline - performance.now()) + 1,
    );
    return () => clearTimeout(timer);
  }, [queue]);

  const seen = (cueId: string) => {
    if (confirms) room.cues.confirm(cueId, 'seen');
    setQueue((before) => markSeen(before, cueId));
  };

  return (
    <div className={styles.stage} role="alert" aria-live="assertive" aria-label={t('cue.stage')}>
      {queue.shown.map((shown) => (
        <CueBar key={shown.cue.id} shown={shown} onSeen={seen} />
      ))}
    </div>
  );
}

function CueBar({ shown, onSeen }: { shown: ShownCue; onSeen: (cueId: string) => void }) {
  const { cue, text, seen } = shown;
  const report = useRef(onSeen);
  report.current = onSeen;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let done = false;
    const frame = requestAnimationFrame(() => {
      performance.mark(`caipai:cue-drawn:${cue.id}`);
      watch();
    });
    function watch() {
      if (timer) clearTimeout(timer);
      timer = null;
      if (done || document.visibilityState !== 'visible') return;
      timer = setTimeout(() => {
        done = true;
        report.current(cue.id);
      }, SEEN_AFTER_MS);
    }
    document.addEventListener('visibilitychange', watch);
    return () => {
      cancelAnimationFrame(frame);
      if (timer) clearTimeout(timer);
      document.removeEventListener('visibilitychange', watch);
    };
  }, [cue.id]);

  const long = Array.from(text).reduce((sum, sign) => sum + (sign > '\u2e7f' ? 2 : 1), 0) > 20;
  return (
    <div
      className={styles.bar}
      data-priority={cue.priority}
      data-seen={seen || undefined}
      data-long={long || undefined}
      data-testid="cue-overlay"
      data-cue-id={cue.id}
      data-cue-kind={cue.kind}
    >
      <CuePictogram kind={cue.kind} size={34} />
      <span>{text}</span>
    </div>
  );
}
