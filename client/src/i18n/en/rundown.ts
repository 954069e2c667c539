import type { Translated } from '../namespaces.ts';
import type zh from '../zh-CN/rundown.ts';

export default {
  title: 'Rundown',
  empty: 'No rundown for this one. The stage is yours.',
  left: 'left',
  over: 'over time',
  used: '{{time}} used',
  behind: 'Show is {{time}} late',
  ahead: 'Show is {{time}} early',
  begin: 'Start: {{title}}',
  next: 'Next: {{title}}',
  last: 'Last segment',
  previous: 'Back one segment',
  'segment.opening': 'Opening',
  'segment.product': 'Product',
  'segment.interaction': 'Interaction',
  'segment.closing': 'Closing',
} satisfies Translated<typeof zh>;
