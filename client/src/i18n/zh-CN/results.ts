export default {
  'page.title': '彩排',
} as const;
