import Danmaku from 'danmaku';
import { useEffect, useRef } from 'react';
import type { DanmakuMoment } from './moments.ts';
import styles from './player.module.css';

const CROSSING_SECONDS = 8;

/** Comments flying over the video, bound to its clock: they stop, seek and speed up with it. */
export function DanmakuLayer({
  video,
  moments,
  myId,
}: {
  video: HTMLVideoElement;
  moments: DanmakuMoment[];
  myId: string;
}) {
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const container = stage.current;
    if (!container) return;
    const flight = new Danmaku({
      container,
      media: video,
      engine: 'dom',
      comments: moments.map((moment) => ({
        text: moment.text,
        time: moment.mediaMs / 1_000,
        render: () => {
          const comment = document.createElement('div');
          comment.className = styles.comment ?? '';
          comment.textContent = moment.text;
          if (moment.actorId === myId) comment.dataset.own = '';
          return comment;
        },
      })),
    });
    const adapt = () => {
      flight.resize();
      flight.speed = Math.max(container.clientWidth / CROSSING_SECONDS, 40);
    };
    adapt();
    const observer = new ResizeObserver(adapt);
    observer.observe(container);
    return () => {
      observer.disconnect();
      flight.destroy();
    };
  }, [video, moments, myId]);
  return <div ref={stage} className={styles.danmaku} aria-hidden data-testid="replay-danmaku" />;
}
