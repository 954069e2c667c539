import type { Translated } from '../namespaces.ts';
import type zh from '../zh-CN/studio.ts';

export default {
  'page.title': 'Studio',
} satisfies Translated<typeof zh>;
