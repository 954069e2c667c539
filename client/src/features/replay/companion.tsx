import type { CompanionReplay } from '@caipai/shared/schemas/replay';
import type { RecordedSpan } from '@caipai/shared/timeline/media-clock';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { keepInStep } from '../../player/companion-sync.ts';
import { type AttachedPlayer, attachPlaylist } from '../../player/hls-player.ts';
import type { Playback } from '../../player/playback.ts';

interface Leader {
  video: HTMLVideoElement;
  spans: readonly RecordedSpan[];
  playback: Playback;
}

/** Plays the recording of somebody else beside the anchor's, as loud and as fast. Answers whether it is there now. */
function useCompanion(
  ref: RefObject<HTMLMediaElement | null>,
  { video, spans, playback }: Leader,
  { playlistUrl, spans: own }: CompanionReplay,
): boolean {
  const [present, setPresent] = useState(false);
  const muted = useStore(playback.store, (state) => state.muted);
  const volume = useStore(playback.store, (state) => state.volume);
  const clocks = useRef({ leader: spans, companion: own });
  clocks.current = { leader: spans, companion: own };

  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    let player: AttachedPlayer | null = null;
    let closed = false;
    // Without it the anchor's recording is still worth watching.
    const giveUp = () => setPresent(false);
    void attachPlaylist(element, playlistUrl, { startSeconds: 0, onFatal: giveUp }).then((attached) => {
      if (closed) attached.close();
      else player = attached;
    }, giveUp);
    const stop = keepInStep(video, element, clocks.current, setPresent);
    return () => {
      closed = true;
      stop();
      player?.close();
    };
  }, [ref, video, playlistUrl]);

  useEffect(() => {
    if (!ref.current) return;
    ref.current.muted = muted;
    ref.current.volume = volume;
  }, [ref, muted, volume]);
  return present;
}

/** The assistant's picture and sound; the frame around it says where it stands. */
export function AssistantVideo({
  leader,
  replay,
  className,
  onPresent,
}: {
  leader: Leader;
  replay: CompanionReplay;
  className: string;
  onPresent: (present: boolean) => void;
}) {
  const element = useRef<HTMLVideoElement>(null);
  const present = useCompanion(element, leader, replay);
  const tell = useRef(onPresent);
  tell.current = onPresent;
  useEffect(() => tell.current(present), [present]);
  return (
    // biome-ignore lint/a11y/useMediaCaption: rehearsals have no captions yet
    <video ref={element} className={className} playsInline preload="auto" data-testid="replay-assistant" />
  );
}

/** What one person said into the crew's ears. */
export function TalkbackSound({ leader, replay }: { leader: Leader; replay: CompanionReplay }) {
  const element = useRef<HTMLAudioElement>(null);
  useCompanion(element, leader, replay);
  // biome-ignore lint/a11y/useMediaCaption: rehearsals have no captions yet
  return <audio ref={element} preload="auto" data-testid="replay-talkback" />;
}
