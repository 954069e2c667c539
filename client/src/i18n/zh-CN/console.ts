export default {
  'page.titleOf': '{{title}} · {{job}}',
  jobs: '我的其他岗位',
  'tool.moderation': '弹幕管理',
  'tool.danmaku': '弹幕',
  'tool.cues': '提示主播',
  'tool.rundown': '流程',
  'tool.script': '写词',
  'tool.room': '现场',
  'inbox.title': '台上刚收到的提示',
  'lost.watch': '去观看',
} as const;
