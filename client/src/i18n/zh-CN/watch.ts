export default {
  'page.title': '看直播',
} as const;
