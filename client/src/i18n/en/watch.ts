import type { Translated } from '../namespaces.ts';
import type zh from '../zh-CN/watch.ts';

export default {
  'page.title': 'Watch',
} satisfies Translated<typeof zh>;
