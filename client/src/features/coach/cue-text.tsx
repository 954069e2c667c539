import { CUE_TEXT_MAX_CHARS } from '@caipai/shared/limits';
import type { CuePriority } from '@caipai/shared/schemas/cue';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LineField } from '../live/frame/line-field.tsx';
import { useAccess } from '../live/room-context.tsx';
import styles from './cue-text.module.css';

const priorities: CuePriority[] = ['normal', 'important', 'urgent'];

/** A cue in one's own words, as short as the anchor's screen is small. */
export function CueText({ onSend }: { onSend: (text: string, priority: CuePriority) => void }) {
  const { t } = useTranslation('coach');
  const { cue: open } = useAccess();
  const [text, setText] = useState('');
  const [priority, setPriority] = useState<CuePriority>('normal');

  const send = (line: string) => {
    onSend(line, priority);
    setText('');
    setPriority('normal');
  };

  return (
    <LineField
      text={text}
      maxChars={CUE_TEXT_MAX_CHARS}
      countFrom={1}
      onText={setText}
      onSend={send}
      placeholder={t('text.placeholder')}
      label={t('text.label')}
      sendLabel={t('text.send')}
      disabled={!open}
      testId={{ input: 'cue-text', send: 'cue-send' }}
    >
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
    </LineField>
  );
}
