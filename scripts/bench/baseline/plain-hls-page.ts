/// <reference lib="dom" />
import Hls from 'hls.js';

/** Plays a playlist with hls.js as it comes; answers the milliseconds until the first picture. */
function playPlain(url: string): Promise<number> {
  const video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
  const startedAtMs = performance.now();
  const hls = new Hls();
  hls.loadSource(url);
  hls.attachMedia(video);
  void video.play();
  return new Promise((resolve) => {
    video.requestVideoFrameCallback((nowMs) => {
      hls.destroy();
      video.remove();
      resolve(nowMs - startedAtMs);
    });
  });
}

declare global {
  interface Window {
    playPlain: typeof playPlain;
  }
}

window.playPlain = playPlain;
