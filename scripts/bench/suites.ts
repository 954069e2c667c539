import type { Suite } from './figures.ts';
import { cue } from './suites/cue.ts';
import { fanout } from './suites/fanout.ts';
import { finish } from './suites/finish.ts';
import { join } from './suites/join.ts';
import { latency } from './suites/latency.ts';
import { record } from './suites/record.ts';
import { replayReady } from './suites/replay-ready.ts';
import { shelf } from './suites/shelf.ts';
import { start } from './suites/start.ts';
import { sync } from './suites/sync.ts';
import { weight } from './suites/weight.ts';

export const suites: readonly Suite[] = [
  join,
  weight,
  latency,
  cue,
  shelf,
  replayReady,
  start,
  record,
  finish,
  fanout,
  sync,
];
