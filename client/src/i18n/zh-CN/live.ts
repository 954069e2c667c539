export default {
  'danmaku.title': '弹幕',
} as const;
