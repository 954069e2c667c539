import { IconEar } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveView, useRoom, useViewer } from '../live/room-context.tsx';
import styles from './talkback-ear.module.css';

/** What coaches say to the crew, played beside the programme and never mixed into it; and who is speaking. */
export function TalkbackEar() {
  const { t } = useTranslation('live');
  const { me } = useRoom();
  const { stream } = useViewer().feeds.talkback;
  const sounds = useViewer();
  const audio = useRef<HTMLAudioElement>(null);
  const talking = useLiveView((view) => view.talking);
  const speakers = talking.filter(({ id }) => id !== me.id);

  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    element.srcObject = stream;
    const stop = sounds.on('tracks', ({ feed, sound }) => {
      if (feed === 'talkback' && sound) element.play().catch(() => {});
    });
    return () => {
      stop();
      element.srcObject = null;
    };
  }, [stream, sounds]);

  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: words said live into an ear */}
      <audio ref={audio} autoPlay data-testid="talkback-sound" />
      {speakers.length > 0 && (
        <p className={styles.badge} role="status" data-testid="talkback-badge">
          <IconEar size={18} aria-hidden />
          <span>{t('talkback.speaking', { name: speakers.map(({ name }) => name).join('、') })}</span>
          <small>{t('talkback.private')}</small>
        </p>
      )}
    </>
  );
}
