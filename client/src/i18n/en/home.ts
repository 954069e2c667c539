import type { Translated } from '../namespaces.ts';
import type zh from '../zh-CN/home.ts';

export default {
  'page.title': 'Caipai',
} satisfies Translated<typeof zh>;
