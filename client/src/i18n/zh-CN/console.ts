export default {
  'page.titleOf': '{{title}} · {{job}}',
  jobs: '我的其他岗位',
  'tool.moderation': '弹幕管理',
  'tool.danmaku': '弹幕',
  'tool.cues': '提示主播',
  'tool.rundown': '流程',
  'tool.room': '现场',
  'tool.shelf': '货架',
  'tool.orders': '订单',
  'tool.products': '商品',
  'inbox.title': '台上刚收到的提示',
  'lost.watch': '去观看',
} as const;
