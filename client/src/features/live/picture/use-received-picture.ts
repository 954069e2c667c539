import { type RefObject, useEffect, useState } from 'react';
import type { Viewer } from '../../../rtc/viewer.ts';
import { markWay } from '../../../rtc/way-marks.ts';

/**
 * Ties the element to one feed of the viewer: its size chooses the layer, a hidden tab saves the bits, and the first
 * decoded frame is noted for whoever measures. Answers whether there is a picture now.
 */
export function useReceivedPicture(
  ref: RefObject<HTMLVideoElement | null>,
  viewer: Viewer,
  feed: 'anchor' | 'assistant',
  /** The element is on the page. */
  mounted = true,
): boolean {
  const [flowing, setFlowing] = useState(false);

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
    const looked = () =>
      received.setHidden(document.visibilityState === 'hidden' && !document.pictureInPictureElement);
    document.addEventListener('visibilitychange', looked);
    looked();
    return () => {
      for (const stop of stops) stop();
      video.cancelVideoFrameCallback?.(wanted);
      sized.disconnect();
      document.removeEventListener('visibilitychange', looked);
      setFlowing(false);
    };
  }, [ref, viewer, feed, mounted]);

  return flowing;
}
