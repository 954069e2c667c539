import type { Translated } from '../namespaces.ts';
import type zh from '../zh-CN/lobby.ts';

export default {
  'page.title': 'Caipai',
} satisfies Translated<typeof zh>;
