import type { CueKey, CuePriority, CueTarget } from '@caipai/shared/schemas/cue';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { crewJobOrder } from '../crew/jobs.ts';
import { useAccess, useRoom, useSession } from '../live/room-context.tsx';
import { CueDeck } from './cue-deck.tsx';
import styles from './cue-sender.module.css';
import { CueText } from './cue-text.tsx';

/** Keys and own words, to the anchor unless somebody else is chosen. The choice falls back after each prompt. */
export function CueSender() {
  const { t } = useTranslation(['coach', 'common']);
  const room = useRoom();
  const { crew } = useSession();
  const { cue: open } = useAccess();
  const [chosen, setTarget] = useState<CueTarget>('anchor');
  const held = crewJobOrder.filter((job) => crew.some((each) => each.job === job));
  const targets: CueTarget[] = held.length > 0 ? ['anchor', ...held, 'all'] : [];
  const to = targets.includes(chosen) ? chosen : 'anchor';

  const send = useCallback(
    (cue: Pick<CueKey, 'kind' | 'text' | 'priority'>) => {
      const { kind, text, priority } = cue;
      void room.cues.send({ kind, text, priority, to });
      setTarget('anchor');
    },
    [room, to],
  );
  const sendText = (text: string, priority: CuePriority) => send({ kind: 'text', text, priority });

  return (
    <>
      {targets.length > 0 && (
        <fieldset className={styles.targets} aria-label={t('target.title')} disabled={!open}>
          {targets.map((target) => (
            <button
              key={target}
              type="button"
              aria-pressed={to === target}
              onClick={() => setTarget(target)}
              data-testid={`cue-to-${target}`}
            >
              {target === 'anchor' || target === 'all'
                ? t(`target.${target}`)
                : t(`common:crewJob.${target}`)}
            </button>
          ))}
        </fieldset>
      )}
      <CueDeck onPress={send} />
      <CueText onSend={sendText} />
    </>
  );
}
