import { CUE_TEXT_MAX_CHARS } from '@caipai/shared/limits';
import type { CuePriority } from '@caipai/shared/schemas/cue';
import { IconSend2 } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccess, useRoom } from '../live/room-context.tsx';
import styles from './cue-text.module.css';

const priorities: CuePriority[] = ['normal', 'important', 'urgent'];

/** A cue in one's own words, as short as the anchor's screen is small. */
export function CueText() {
  const { t } = useTranslation('coach');
  const room = useRoom();
  const { cue: open } = useAccess();
  const [text, setText] = useState('');
  const [priority, setPriority] = useState<CuePriority>('normal');
  const length = Array.from(text.trim()).length;
  const left = CUE_TEXT_MAX_CHARS - length;

  const send = (event: FormEvent) => {
    event.preventDefault();
    if (length === 0 || left < 0) return;
    void room.cues.send({ kind: 'text', text: text.trim(), priority });
    setText('');
    setPriority('normal');
  };

  return (
    <form className={styles.form} onSubmit={send} data-priority={priority} data-bad={left < 0 || undefined}>
      <fieldset className={styles.priorities} aria-label={t('text.priority')}>
        {priorities.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={priority === each}
            data-priority={each}
            onClick={() => setPriority(each)}
            title={t(`priority.${each}`)}
            aria-label={t(`priority.${each}`)}
            data-testid={`cue-priority-${each}`}
          />
        ))}
      </fieldset>
      <input
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={t('text.placeholder')}
        aria-label={t('text.label')}
        disabled={!open}
        autoComplete="off"
        enterKeyHint="send"
        data-testid="cue-text"
      />
      {length > 0 && <span className="num">{left}</span>}
      <button
        type="submit"
        className={styles.send}
        disabled={!open || length === 0 || left < 0}
        aria-label={t('text.send')}
        data-testid="cue-send"
      >
        <IconSend2 size={20} aria-hidden />
      </button>
    </form>
  );
}
