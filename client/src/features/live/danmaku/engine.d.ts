declare module 'danmaku/dist/esm/danmaku.dom.js' {
  export { default } from 'danmaku';
}
declare module 'danmaku/dist/esm/danmaku.canvas.js' {
  export { default } from 'danmaku';
}
