import type { Translated } from '../namespaces.ts';
import type zh from '../zh-CN/results.ts';

export default {
  title: 'Result',
  score: 'Instructor score',
  outOf: 'of 100',
  spread: '{{count}} instructors, {{low}} to {{high}}',
  oneRater: 'Scored by 1 instructor',
  noRater: 'No instructor has scored yet',
  peers: 'Peer score',
  peersText: 'Mean of {{count}} peers, does not count',
  best: 'Strongest',
  weakest: 'Practise next',
  criterion: 'Criterion',
  weight: 'Weight',
  level: 'Level',
  notes: 'Notes',
  unjudged: 'not judged',
  peer: 'Peer',
  'held.title': 'The score is not released yet',
  'held.text': 'Your instructor releases it after watching. You will see it on your home page.',
  'held.coach': 'Not released yet: the anchor cannot see this.',
  'none.coach': 'Nobody has scored yet. You can score while watching the replay.',
  'release.action': 'Release score',
  'release.title': 'Release the score now?',
  'release.text': 'The anchor sees score and notes at once. This cannot be taken back.',
  'release.done': 'Released',
} satisfies Translated<typeof zh>;
