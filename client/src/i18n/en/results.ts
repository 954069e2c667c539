import type { Translated } from '../namespaces.ts';
import type zh from '../zh-CN/results.ts';

export default {
  'page.title': 'Caipai',
} satisfies Translated<typeof zh>;
