import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCueWords } from '../../ui/cue-words.ts';
import { CuePictogram, cueDeck } from '../live/cue/cue-kinds.tsx';
import { useAccess, useRoom } from '../live/room-context.tsx';
import styles from './cue-deck.module.css';

/** Big keys with a letter each: one touch, and it stands on the anchor's screen. */
export function CueDeck() {
  const { t } = useTranslation('coach');
  const room = useRoom();
  const words = useCueWords();
  const { cue: open } = useAccess();

  useEffect(() => {
    if (!open) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
      const face = cueDeck.find((each) => each.letter === event.key.toUpperCase());
      if (!face) return;
      event.preventDefault();
      void room.cues.send({ kind: face.kind, text: null, priority: face.priority });
      flash(face.kind);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [room, open]);

  return (
    <section className={styles.deck} aria-label={t('deck.title')}>
      {cueDeck.map(({ kind, letter, priority }) => (
        <button
          key={kind}
          type="button"
          className={styles.key}
          data-priority={priority}
          disabled={!open}
          aria-keyshortcuts={letter}
          onClick={() => void room.cues.send({ kind, text: null, priority })}
          data-testid={`cue-key-${kind}`}
          data-cue-key={kind}
        >
          <CuePictogram kind={kind} size={26} />
          <span className={styles.words}>{words({ kind, text: null })}</span>
          <kbd aria-hidden>{letter}</kbd>
        </button>
      ))}
    </section>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

/** The key goes down on the screen too when its letter is pressed. */
function flash(kind: string): void {
  const key = document.querySelector(`[data-cue-key="${kind}"]`);
  key?.setAttribute('data-pressed', '');
  setTimeout(() => key?.removeAttribute('data-pressed'), 140);
}
