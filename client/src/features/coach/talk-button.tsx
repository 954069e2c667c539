import { IconMicrophone, IconMicrophoneOff } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalText } from '../../ui/states.tsx';
import { useAccess, useRoom } from '../live/room-context.tsx';
import styles from './talk-button.module.css';
import type { Talker, TalkerView } from './talker.ts';

const LETTER = 'V';
/** What holds the key down; it is let go when nothing does any more. */
type Hold = 'letter' | 'space' | 'pointer';
const closed: TalkerView = { phase: 'closed', problem: null, refusal: null };

/** Held by finger, mouse, space or its letter, it carries the coach's voice into the crew's ears. */
export function TalkButton({ compact = false }: { compact?: boolean }) {
  const { t } = useTranslation('coach');
  const { talk: open } = useAccess();
  const { view, press, release } = useTalker();
  const sentence = useRefusalText();

  useEffect(() => {
    if (!open) return;
    const isLetter = (event: KeyboardEvent) => event.key.toUpperCase() === LETTER;
    const down = (event: KeyboardEvent) => {
      if (!isLetter(event) || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      press('letter');
    };
    // The space bar goes down on the key, but the focus may move on before it comes up.
    const up = (event: KeyboardEvent) => {
      if (isLetter(event)) release('letter');
      // Where the focus is by then, a button would take it for a press of its own.
      else if (event.key === ' ' && release('space')) event.preventDefault();
    };
    const leave = () => {
      for (const hold of ['letter', 'space', 'pointer'] as const) release(hold);
    };
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    // A key that goes up in another window is never heard of here.
    window.addEventListener('blur', leave);
    return () => {
      leave();
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
      window.removeEventListener('blur', leave);
    };
  }, [open, press, release]);

  const trouble = view.problem ? t(`talk.problem.${view.problem}`) : view.refusal && sentence(view.refusal);
  const Icon = trouble ? IconMicrophoneOff : IconMicrophone;
  return (
    <div className={styles.talk} data-compact={compact || undefined}>
      <button
        type="button"
        className={styles.key}
        data-phase={view.phase}
        disabled={!open}
        aria-pressed={view.phase === 'talking'}
        aria-keyshortcuts={LETTER}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          // Sliding off the key with the finger does not cut the sentence.
          event.currentTarget.setPointerCapture(event.pointerId);
          press('pointer');
        }}
        onLostPointerCapture={() => release('pointer')}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.key !== ' ' || event.repeat) return;
          event.preventDefault();
          press('space');
        }}
        data-testid="talk"
      >
        <Icon size={20} aria-hidden />
        <span>{t(`talk.${view.phase}`)}</span>
        <kbd aria-hidden>{LETTER}</kbd>
      </button>
      {(trouble || !compact) && (
        <p role={trouble ? 'alert' : undefined} data-bad={trouble ? true : undefined}>
          {trouble || t('talk.hint')}
        </p>
      )}
    </div>
  );
}

/** The sending part is loaded with the first press: most coaches never speak. */
function useTalker() {
  const room = useRoom();
  const talker = useRef<Promise<Talker | null> | null>(null);
  const holds = useRef(new Set<Hold>());
  const [view, setView] = useState(closed);

  useEffect(
    () => () => {
      void talker.current?.then((each) => each?.close());
      talker.current = null;
    },
    [],
  );

  const load = useCallback(() => {
    talker.current ??= import('./talker.ts').then(
      ({ Talker: Made }) => {
        const made = new Made(room);
        made.store.subscribe(setView);
        return made;
      },
      () => {
        // The next press asks for it again.
        talker.current = null;
        setView({ ...closed, refusal: { code: 'server.unavailable' } });
        return null;
      },
    );
    return talker.current;
  }, [room]);

  const press = useCallback(
    (hold: Hold) => {
      const held = holds.current.size > 0;
      holds.current.add(hold);
      if (!held) void load().then((each) => (holds.current.size > 0 ? each?.press() : undefined));
    },
    [load],
  );
  /** Answers whether it was held so. */
  const release = useCallback((hold: Hold): boolean => {
    if (!holds.current.delete(hold)) return false;
    if (holds.current.size === 0) void talker.current?.then((each) => each?.release());
    return true;
  }, []);
  return { view, press, release };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select') !== null)
  );
}
