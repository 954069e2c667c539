export default {
  'page.titleOf': '{{title}} · {{job}}',
  jobs: 'My other jobs',
  'tool.moderation': 'Moderation',
  'tool.danmaku': 'Danmaku',
  'tool.cues': 'Cue the stage',
  'tool.rundown': 'Rundown',
  'tool.room': 'Room',
  'tool.shelf': 'Shelf',
  'tool.orders': 'Orders',
  'tool.products': 'Products',
  'inbox.title': 'What the stage was just told',
  'lost.watch': 'Watch instead',
} as const;
