import type { Translated } from '../namespaces.ts';
import type zh from '../zh-CN/cohort.ts';

export default {
  'page.title': 'Caipai',
} satisfies Translated<typeof zh>;
