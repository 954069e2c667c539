import type { Translated } from '../namespaces.ts';
import type zh from '../zh-CN/live.ts';

export default {
  'danmaku.title': 'Danmaku',
} satisfies Translated<typeof zh>;
