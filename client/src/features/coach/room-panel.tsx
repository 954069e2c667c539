import { useTranslation } from 'react-i18next';
import { RecordingWorry } from '../live/frame/recording-worry.tsx';
import { useLiveView, useSession } from '../live/room-context.tsx';
import styles from './room-panel.module.css';
import { VoicePanel } from './voice-panel.tsx';

/** Who is connected, and how the session stands. */
export function RoomPanel() {
  const { t } = useTranslation('coach');
  const { t: live } = useTranslation('live');
  const { anchor, recording } = useSession();
  const presence = useLiveView((view) => view.presence);
  const tracks = useLiveView((view) => view.tracks);
  const has = (source: 'camera' | 'microphone') =>
    tracks.some((track) => track.feed === 'anchor' && track.source === source);
  return (
    <>
      <RecordingWorry />
      <dl className={styles.room} data-testid="room-panel">
        <div>
          <dt>
            <i data-good={presence.anchorConnected || undefined} />
            {anchor.name}
          </dt>
          <dd>{presence.anchorConnected ? t('room.anchorHere') : t('room.anchorAway')}</dd>
        </div>
        <div>
          <dt>
            <i data-good={has('camera') || undefined} />
            {t('room.camera')}
          </dt>
          <dd>{has('camera') ? t('room.flowing') : t('room.none')}</dd>
        </div>
        <div>
          <dt>
            <i data-good={has('microphone') || undefined} />
            {t('room.microphone')}
          </dt>
          <dd>{has('microphone') ? t('room.flowing') : t('room.none')}</dd>
        </div>
        <div>
          <dt>
            <i data-good={recording === 'recording' || undefined} />
            {t('room.recording')}
          </dt>
          <dd>{t(`room.recording.${recording}`)}</dd>
        </div>
        <div>
          <dt>
            <i data-good={presence.viewers > 0 || undefined} />
            {t('room.viewers')}
          </dt>
          <dd className="num">{live('viewers', { count: presence.viewers })}</dd>
        </div>
      </dl>
      <VoicePanel />
    </>
  );
}
