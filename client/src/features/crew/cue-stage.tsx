import { confirms, isAddressed } from '@caipai/shared/domain/cues';
import { CUE_FRESH_MS } from '@caipai/shared/limits';
import type { Cue } from '@caipai/shared/schemas/cue';
import { IconCheck } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useCueWords } from '../../ui/cue-words.ts';
import { CuePictogram } from '../live/cue/cue-kinds.tsx';
import { useAccess, useRoom, useSession } from '../live/room-context.tsx';
import {
  advance,
  type CueQueue,
  droppedFrom,
  emptyQueue,
  markActed,
  markSeen,
  nextDeadline,
  pushCue,
  SEEN_AFTER_MS,
  type ShownCue,
} from './cue-queue.ts';
import { type CueSignal, signalCue } from './cue-signal.ts';
import styles from './cue-stage.module.css';

/** Presenters and pedals send one of these; a page that is read aloud has the other keys. */
const DONE_KEYS = ['Enter', '.'];

/** The prompts for whoever looks at this page, at its upper edge: the loudest thing on the screen. */
export function CueStage({ signal }: { signal: CueSignal }) {
  const { t } = useTranslation('live');
  const room = useRoom();
  const words = useCueWords();
  const { anchor } = useSession();
  const { jobs, publish } = useAccess();
  const [queue, setQueue] = useState<CueQueue>(emptyQueue);
  const standing = useRef(queue);
  const me = { anchor: anchor.id === room.me.id, jobs };
  // Both on the stage read what is said to one of them.
  const reads = ({ to }: Cue) => isAddressed(to, me) || (publish && to === 'anchor');
  const latest = useRef({ words, signal, me, reads });
  latest.current = { words, signal, me, reads };

  const change = useCallback(
    (next: (before: CueQueue) => CueQueue) => {
      const before = standing.current;
      standing.current = next(before);
      setQueue(standing.current);
      for (const cueId of droppedFrom(before, standing.current)) room.cues.confirm(cueId, 'expired');
    },
    [room],
  );

  useEffect(() => {
    const confirm = (cue: Cue, stage: 'delivered' | 'expired') => {
      if (confirms(cue.to, latest.current.me)) room.cues.confirm(cue.id, stage);
    };
    const take = (cue: Cue) => {
      confirm(cue, 'delivered');
      change((before) => pushCue(before, cue, latest.current.words(cue), performance.now()));
      signalCue(latest.current.signal, cue.priority);
    };
    const catchUp = () => {
      const freshFromMs = room.session.net.serverNow() - CUE_FRESH_MS;
      for (const cue of room.session.view.cues) {
        if (cue.seenAtMs !== null || cue.expiredAtMs !== null || !latest.current.reads(cue)) continue;
        if (cue.atMs >= freshFromMs) take(cue);
        else confirm(cue, 'expired');
      }
    };
    catchUp();
    // Drawn at once: a cue does not queue behind the comments that came before it.
    const arrive = (cue: Cue) => {
      if (latest.current.reads(cue)) flushSync(() => take(cue));
    };
    const stops = [room.session.on('cueArrived', arrive), room.session.on('ready', catchUp)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [room, change]);

  useEffect(() => {
    const deadline = nextDeadline(queue, performance.now());
    if (deadline === null) return;
    const timer = setTimeout(
      () => change((before) => advance(before, performance.now())),
      Math.max(0, deadline - performance.now()) + 1,
    );
    return () => clearTimeout(timer);
  }, [queue, change]);

  const seen = (cueId: string) => {
    const cue = standing.current.shown.find((each) => each.cue.id === cueId)?.cue;
    if (cue && confirms(cue.to, me)) room.cues.confirm(cueId, 'seen');
    change((before) => markSeen(before, cueId));
  };
  const act = useCallback(
    (cue: Cue) => {
      if (confirms(cue.to, latest.current.me)) room.cues.confirm(cue.id, 'acted');
      change((before) => markActed(before, cue.id, performance.now()));
    },
    [room, change],
  );

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const busy = event.target instanceof HTMLElement && event.target !== document.body;
      if (busy || event.repeat || !DONE_KEYS.includes(event.key)) return;
      const open = standing.current.shown.find(({ acted }) => !acted);
      if (!open) return;
      event.preventDefault();
      act(open.cue);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [act]);

  return (
    <div className={styles.stage} role="alert" aria-live="assertive" aria-label={t('cue.stage')}>
      {queue.shown.map((shown) => (
        <CueBar key={shown.cue.id} shown={shown} onSeen={seen} onAct={() => act(shown.cue)} />
      ))}
    </div>
  );
}

function CueBar({
  shown,
  onSeen,
  onAct,
}: {
  shown: ShownCue;
  onSeen: (cueId: string) => void;
  onAct: () => void;
}) {
  const { t } = useTranslation('live');
  const { cue, text, seen, acted } = shown;
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
    <button
      type="button"
      className={styles.bar}
      data-priority={cue.priority}
      data-seen={seen || undefined}
      data-acted={acted || undefined}
      data-long={long || undefined}
      title={t('cue.done')}
      onClick={onAct}
      data-testid="cue-overlay"
      data-cue-id={cue.id}
      data-cue-kind={cue.kind}
    >
      {acted ? <IconCheck size={34} stroke={2.4} aria-hidden /> : <CuePictogram kind={cue.kind} size={34} />}
      <span>{text}</span>
    </button>
  );
}
