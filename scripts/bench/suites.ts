import type { Suite } from './figures.ts';
import { cue } from './suites/cue.ts';
import { danmaku } from './suites/danmaku.ts';
import { fanout } from './suites/fanout.ts';
import { finish } from './suites/finish.ts';
import { join } from './suites/join.ts';
import { latency } from './suites/latency.ts';
import { lint } from './suites/lint.ts';
import { meter } from './suites/meter.ts';
import { record } from './suites/record.ts';
import { render } from './suites/render.ts';
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
  danmaku,
  shelf,
  replayReady,
  start,
  record,
  finish,
  fanout,
  sync,
  lint,
  meter,
  render,
];
