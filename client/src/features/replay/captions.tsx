import type { Replay } from '@caipai/shared/schemas/replay';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** Lines from below, above the controls of the player. */
const LINE = -4;

/** What was said, as the browser's own captions. */
export function CaptionsTrack({
  captions,
  shown,
}: {
  captions: NonNullable<Replay['captions']>;
  shown: boolean;
}) {
  const { t } = useTranslation('transcript');
  const element = useRef<HTMLTrackElement>(null);
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    current.track.mode = shown ? 'showing' : 'disabled';
    const place = () => {
      for (const cue of current.track.cues ?? []) if (cue instanceof VTTCue) cue.line = LINE;
    };
    place();
    current.addEventListener('load', place);
    return () => current.removeEventListener('load', place);
  }, [shown]);
  return (
    <track
      ref={element}
      kind="captions"
      src={captions.url}
      srcLang={captions.language === 'zh' ? 'zh-CN' : 'en'}
      label={t('replay.tab')}
      data-testid="captions-track"
    />
  );
}
