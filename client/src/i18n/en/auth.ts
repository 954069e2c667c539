import type { Translated } from '../namespaces.ts';
import type zh from '../zh-CN/auth.ts';

export default {
  'page.title': 'Caipai',
} satisfies Translated<typeof zh>;
