import { type RefObject, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { assistantOf } from '../../crew/jobs.ts';
import { useSession, useViewer } from '../room-context.tsx';
import styles from './live-picture.module.css';
import type { Playback } from './use-playback.ts';

/** The second picture on the stage, with its sound. The frame around it says where it stands. */
export function GuestPicture({
  video,
  playback: { silent, volume },
}: {
  video: RefObject<HTMLVideoElement | null>;
  playback: Pick<Playback, 'silent' | 'volume'>;
}) {
  const { t } = useTranslation('live');
  const { stream } = useViewer().feeds.assistant;
  const name = assistantOf(useSession().crew)?.name ?? '';

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = stream;
    return () => {
      element.srcObject = null;
    };
  }, [video, stream]);

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.volume = volume;
    element.muted = silent;
    // What waited for a first tap goes on with it.
    element.play().catch(() => {});
  }, [video, silent, volume]);

  return (
    // biome-ignore lint/a11y/useMediaCaption: a live rehearsal has no captions yet
    <video
      ref={video}
      className={styles.guest}
      autoPlay
      playsInline
      disableRemotePlayback
      disablePictureInPicture
      aria-label={t('guest.label', { name })}
      data-testid="guest-video"
    />
  );
}
