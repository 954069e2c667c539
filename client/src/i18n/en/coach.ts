import type { Translated } from '../namespaces.ts';
import type zh from '../zh-CN/coach.ts';

export default {
  'page.title': 'Coach',
} satisfies Translated<typeof zh>;
