import { IconCheck, IconHeadphones, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAccess } from '../live/room-context.tsx';
import styles from './checks.module.css';
import { LevelBar } from './level-bars.tsx';
import { useStudio } from './studio-context.tsx';
import type { StudioView } from './studio-director.ts';

export type CheckState = 'waiting' | 'ok' | 'failed';
export type CheckName = 'picture' | 'sound' | 'network' | 'codec';

/** What must be right before air. Order is the order in which they usually turn green. */
export function checksOf(view: StudioView): Record<CheckName, CheckState> {
  const captured: CheckState = view.capture === 'failed' ? 'failed' : 'waiting';
  return {
    picture: view.pictureSeen && view.cameraOn && view.camera ? 'ok' : captured,
    sound: view.soundHeard && view.microphone ? 'ok' : captured,
    network: view.link === 'connected' ? 'ok' : view.link === 'lost' ? 'failed' : 'waiting',
    codec: view.codec === 'none' ? 'failed' : view.codec ? 'ok' : 'waiting',
  };
}

/** A silent microphone is a hint, not a lock: the anchor may simply not have spoken yet. */
export function mayGoLive(view: StudioView): boolean {
  const { picture, network, codec } = checksOf(view);
  return picture === 'ok' && network === 'ok' && codec === 'ok' && view.microphone !== null;
}

/** An assistant sends nothing before they join, so there is no way to check yet. */
const names: CheckName[] = ['picture', 'sound', 'network', 'codec'];

/** The pre-flight over the stage's lower part. */
export function Checks() {
  const { t } = useTranslation('studio');
  const view = useStudio((each) => each);
  const { goLive: anchors } = useAccess();
  const states = checksOf(view);
  const note: Record<CheckName, string> = {
    picture: pictureNote(view.camera) ?? t('check.picture.waiting'),
    sound: states.sound === 'ok' ? t('check.sound.ok') : t('check.sound.waiting'),
    network: states.network === 'ok' ? t('check.network.ok') : t(`check.network.${states.network}`),
    codec: view.codec === 'none' ? t('check.codec.none') : (view.codec ?? t('check.codec.waiting')),
  };
  return (
    <ul className={styles.checks} aria-label={t('check.title')} data-testid="checks">
      {(anchors ? names : names.filter((name) => name !== 'network')).map((name) => (
        <li key={name} data-state={states[name]} data-testid={`check-${name}`}>
          <Mark state={states[name]} />
          <div className={styles.words}>
            <strong>{t(`check.${name}`)}</strong>
            <span className="num">{note[name]}</span>
            {name === 'sound' && <LevelBar />}
          </div>
          <span className="sr-only">{t(`check.state.${states[name]}`)}</span>
        </li>
      ))}
      <li className={styles.ears}>
        <IconHeadphones size={18} aria-hidden />
        <span>{t('check.earphones')}</span>
      </li>
    </ul>
  );
}

function pictureNote(camera: MediaStreamTrack | null): string | null {
  const { width, height, frameRate } = camera?.getSettings() ?? {};
  return width && height ? `${width} × ${height}${frameRate ? ` · ${Math.round(frameRate)} fps` : ''}` : null;
}

function Mark({ state }: { state: CheckState }) {
  return (
    <span className={styles.mark} data-state={state} aria-hidden>
      {state === 'ok' && <IconCheck size={14} stroke={3} />}
      {state === 'failed' && <IconX size={14} stroke={3} />}
    </span>
  );
}
