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
