declare module 'danmaku/dist/esm/danmaku.canvas.js' {
  export { default } from 'danmaku';
}
