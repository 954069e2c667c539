import type { Translated } from '../namespaces.ts';
import type zh from '../zh-CN/lobby.ts';

export default {
  'when.in': 'On air in',
  'when.due': 'It is time',
  'when.none': 'No time set',
  'when.waiting': 'The anchor is in the green room',
  'clock.days': 'd',
  'clock.hours': 'h',
  'clock.minutes': 'min',
  'clock.seconds': 's',
  by: 'With {{name}}',
  'anchor.enter': 'Enter studio',
  'anchor.edit': 'Edit',
  'shelf.plan': 'Fill the shelf',
  'anchor.delete': 'Delete',
  'guest.text': 'This page takes you in when it starts.',
  'guest.watch': 'Wait inside',
  'guest.coach': 'Open coach desk',
  'rundown.title': 'Rundown',
  'rundown.total': '{{length}} in all',
  'rundown.none': 'There is no rundown for this one.',
  'rubric.title': 'What is scored',
  'delete.title': 'Delete this rehearsal?',
  'delete.text': '“{{title}}” will be gone for good.',
} satisfies Translated<typeof zh>;
