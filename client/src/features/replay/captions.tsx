import type { Replay } from '@caipai/shared/schemas/replay';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * What was said, as the browser's own track. It is drawn by the page, which knows where the controls of its player are;
 * `onWords` is told what to draw.
 */
export function CaptionsTrack({
  captions,
  onWords,
}: {
  captions: NonNullable<Replay['captions']>;
  onWords: (words: string) => void;
}) {
  const { t } = useTranslation('transcript');
  const element = useRef<HTMLTrackElement>(null);
  useEffect(() => {
    const track = element.current?.track;
    if (!track) return;
    track.mode = 'hidden';
    const tell = () => {
      const cues = [...(track.activeCues ?? [])].filter((cue) => cue instanceof VTTCue);
      onWords(cues.map((cue) => cue.getCueAsHTML().textContent ?? '').join('\n'));
    };
    tell();
    track.addEventListener('cuechange', tell);
    return () => {
      track.removeEventListener('cuechange', tell);
      track.mode = 'disabled';
      onWords('');
    };
  }, [onWords]);
  return (
    <track
      ref={element}
      kind="captions"
      src={captions.url}
      srcLang={captions.language === 'zh' ? 'zh-CN' : 'en'}
      label={t('replay.tab')}
    />
  );
}
