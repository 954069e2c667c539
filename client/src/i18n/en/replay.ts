import type { Translated } from '../namespaces.ts';
import type zh from '../zh-CN/replay.ts';

export default {
  'page.title': 'Caipai',
} satisfies Translated<typeof zh>;
