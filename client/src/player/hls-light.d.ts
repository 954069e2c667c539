// The light build leaves out what we do not use (DRM, alternate audio, subtitles) and comes without types.
declare module 'hls.js/light' {
  export { default } from 'hls.js';
}
