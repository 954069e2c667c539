import type { CueKey } from '@caipai/shared/schemas/cue';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCueWords } from '../../ui/cue-words.ts';
import { CuePictogram, firstDeck } from '../live/cue/cue-kinds.tsx';
import { useAccess, useSession } from '../live/room-context.tsx';
import styles from './cue-deck.module.css';

/** Big keys with a letter each: one touch, and it stands on somebody's screen. The class may have keys of its own. */
export function CueDeck({ onPress }: { onPress: (key: CueKey) => void }) {
  const { t } = useTranslation('coach');
  const words = useCueWords();
  const { cuePalette } = useSession();
  const { cue: open } = useAccess();
  const keys = cuePalette.length > 0 ? cuePalette : firstDeck;

  useEffect(() => {
    if (!open) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
      const key = keys.find((each) => each.letter === event.key.toUpperCase());
      if (!key) return;
      event.preventDefault();
      onPress(key);
      flash(key.letter);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [keys, onPress, open]);

  return (
    <section className={styles.deck} aria-label={t('deck.title')}>
      {keys.map((key) => (
        <button
          key={key.letter}
          type="button"
          className={styles.key}
          data-priority={key.priority}
          disabled={!open}
          aria-keyshortcuts={key.letter}
          onClick={() => onPress(key)}
          data-testid={`cue-key-${key.kind}`}
          data-cue-key={key.letter}
        >
          <CuePictogram kind={key.kind} size={26} />
          <span className={styles.words}>{words(key)}</span>
          <kbd aria-hidden>{key.letter}</kbd>
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
function flash(letter: string): void {
  const key = document.querySelector(`[data-cue-key="${letter}"]`);
  key?.setAttribute('data-pressed', '');
  setTimeout(() => key?.removeAttribute('data-pressed'), 140);
}
