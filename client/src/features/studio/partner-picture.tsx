import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { assistantOf } from '../crew/jobs.ts';
import { useReceivedPicture } from '../live/picture/use-received-picture.ts';
import { useLiveView, useSession, useViewer } from '../live/room-context.tsx';
import styles from './stage.module.css';

/** The other one on the stage, seen and heard; tells whether there is a picture of them. */
export function PartnerPicture({
  of,
  onFlowing,
}: {
  of: 'anchor' | 'assistant';
  onFlowing: (flowing: boolean) => void;
}) {
  const { t } = useTranslation('live');
  const viewer = useViewer();
  const { anchor, crew } = useSession();
  const video = useRef<HTMLVideoElement>(null);
  const { stream } = viewer.feeds[of];
  const sends = useLiveView(({ tracks }) => tracks.some(({ feed }) => feed === of));
  const { flowing } = useReceivedPicture(video, viewer, of, sends);
  const name = of === 'anchor' ? anchor.name : (assistantOf(crew)?.name ?? '');

  useEffect(() => {
    const element = video.current;
    if (!element || !sends) return;
    element.srcObject = stream;
    element.play().catch(() => {});
    return () => {
      element.srcObject = null;
    };
  }, [stream, sends]);

  const tell = useRef(onFlowing);
  tell.current = onFlowing;
  useEffect(() => tell.current(flowing), [flowing]);

  return (
    sends && (
      // biome-ignore lint/a11y/useMediaCaption: a live rehearsal has no captions yet
      <video
        ref={video}
        className={styles.partner}
        autoPlay
        playsInline
        aria-label={t('guest.label', { name })}
        data-testid="studio-partner"
      />
    )
  );
}
