// npm run bench -- list            names the suites
// npm run bench -- join latency    runs some; one line of JSON for each figure on the standard output
// npm run bench -- all             runs them all, one after the other
import { cpus } from 'node:os';
import { printFigure, say } from './figures.ts';
import { suites } from './suites.ts';

// Servers and browsers are ended when the process exits, which a signal alone does not make it do.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const wanted = process.argv.slice(2);
const names = wanted.includes('all') ? suites.map(({ name }) => name) : wanted;
const unknown = names.filter((name) => name !== 'list' && !suites.some((suite) => suite.name === name));

if (names.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) say(`There is no suite called ${unknown.join(', ')}.`);
  say(`npm run bench -- <suite>: list, all, ${suites.map(({ name }) => name).join(', ')}`);
  process.exitCode = 2;
} else if (names.includes('list')) {
  for (const { name, says, figures } of suites) {
    process.stdout.write(`${JSON.stringify({ suite: name, figures, says })}\n`);
  }
} else {
  say(`${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`);
  for (const name of names) {
    const suite = suites.find((each) => each.name === name);
    if (!suite) continue;
    say(`── ${suite.name}: ${suite.says}`);
    const startedAtMs = performance.now();
    try {
      await suite.run((figure) => printFigure(suite.name, figure));
    } catch (error) {
      say(`${suite.name} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
      process.exitCode = 1;
    }
    say(`${suite.name} took ${((performance.now() - startedAtMs) / 1_000).toFixed(0)} s`);
  }
}

// Whatever a failed suite left open must not hold up the end.
process.exit();
