import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveView, useRoom, useViewer } from '../room-context.tsx';
import { Plate } from './slate.tsx';

/** What the audience of a platform sees when it cuts a stream; crew and coaches go on seeing the stage. */
export function CutSlate() {
  const { t } = useTranslation('live');
  const { part } = useRoom().session;
  const viewer = useViewer();
  const cut = useLiveView((view) => view.cut) && part === 'watch';

  useEffect(() => {
    if (!cut) return;
    const sounds = viewer.feeds.anchor.stream.getAudioTracks();
    for (const sound of sounds) sound.enabled = false;
    return () => {
      for (const sound of sounds) sound.enabled = true;
    };
  }, [cut, viewer]);

  if (!cut) return null;
  return (
    <Plate icon={<IconPlugConnectedX size={36} stroke={1.4} aria-hidden />} testId="slate-cut">
      <h2>{t('slate.cut')}</h2>
      <p>{t('slate.cutText')}</p>
    </Plate>
  );
}
