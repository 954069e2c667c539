import type { ErrorCode } from '@caipai/shared/errors/codes';
import { type RefObject, useEffect, useState } from 'react';
import type { Viewer } from '../../../rtc/viewer.ts';
import { markWay } from '../../../rtc/way-marks.ts';

/**
 * Ties the element to one feed of the viewer: its size chooses the layer, a hidden tab saves the bits, and the first
 * decoded frame is noted for whoever measures. Answers whether there is a picture now, and why there is no way in.
 */
export function useReceivedPicture(
  ref: RefObject<HTMLVideoElement | null>,
  viewer: Viewer,
  feed: 'anchor' | 'assistant',
  /** The element is on the page. */
  mounted = true,
): { flowing: boolean; refused: ErrorCode | null } {
  const [flowing, setFlowing] = useState(false);
  const [refused, setRefused] = useState<ErrorCode | null>(null);

  useEffect(() => {
    const video = ref.current;
    if (!video || !mounted) return;
    const received = viewer.feeds[feed];
    const onFrame = () => {
      markWay('first-frame');
      setFlowing(true);
    };
    let wanted = video.requestVideoFrameCallback?.(onFrame) ?? 0;
    const stops = [
      viewer.on('refused', setRefused),
      viewer.on('tracks', ({ feed: changed, picture }) => {
        if (changed !== feed) return;
        if (!picture) {
          setFlowing(false);
          return;
        }
        // The stream kept its object and changed its tracks: some browsers want to be told to go on.
        video.play().catch(() => {});
        if (video.requestVideoFrameCallback) {
          video.cancelVideoFrameCallback(wanted);
          wanted = video.requestVideoFrameCallback(onFrame);
        } else setFlowing(true);
      }),
    ];
    const measure = () => {
      const short = Math.min(video.clientWidth, video.clientHeight);
      if (short > 0) received.setDisplaySize(short * window.devicePixelRatio);
    };
    const sized = new ResizeObserver(measure);
    sized.observe(video);
    const attend = () =>
      viewer.setAttention({
        sees: document.visibilityState === 'visible' || document.pictureInPictureElement !== null,
        hears: !video.muted && video.volume > 0,
      });
    const leaving = new AbortController();
    document.addEventListener('visibilitychange', attend, leaving);
    for (const event of ['enterpictureinpicture', 'leavepictureinpicture', 'volumechange'])
      video.addEventListener(event, attend, leaving);
    // The first picture speaks for the page: what is not seen of it is not seen of the other.
    if (feed === 'anchor') attend();
    return () => {
      for (const stop of stops) stop();
      video.cancelVideoFrameCallback?.(wanted);
      sized.disconnect();
      leaving.abort();
      setFlowing(false);
    };
  }, [ref, viewer, feed, mounted]);

  return { flowing, refused };
}
