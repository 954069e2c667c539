export default {
  'page.titleOf': '{{title}} · 观看',
  'tab.danmaku': '弹幕',
  'tab.rubric': '评分',
  'stage.enter': '上台',
} as const;
