import { isOnAir } from '@caipai/shared/domain/session-machine';
import { IconCheck, IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../live/room-context.tsx';
import styles from './join-switch.module.css';
import { useDirector, useStudio } from './studio-context.tsx';

/** The assistant's one button: in the picture or beside it. Going live and ending are the anchor's. */
export function JoinSwitch() {
  const { t } = useTranslation('studio');
  const director = useDirector();
  const { state } = useSession();
  const joins = useStudio((view) => view.joins);
  const ready = useStudio((view) => view.capture === 'ready' && view.codec !== 'none');
  const onAir = isOnAir(state);
  return (
    <button
      type="button"
      role="switch"
      aria-checked={joins}
      className={styles.join}
      data-on-air={(joins && onAir) || undefined}
      disabled={!ready && !joins}
      onClick={() => void director.setJoins(!joins)}
      data-testid="join-picture"
    >
      {joins ? <IconCheck size={18} aria-hidden /> : <IconUserPlus size={18} aria-hidden />}
      {joins ? (onAir ? t('join.leave') : t('join.waiting')) : t('join.enter')}
    </button>
  );
}
