import type { Translated } from '../namespaces.ts';
import type zh from '../zh-CN/watch.ts';

export default {
  'page.titleOf': '{{title}} · Watch',
  'tab.danmaku': 'Comments',
  'tab.rubric': 'Score',
  'stage.enter': 'Go on stage',
} satisfies Translated<typeof zh>;
