// npm run compliance: reads a script from the standard input, one text a line, and says what in it asks for a change.
//   npm run --silent compliance < script.txt              for people; --lang en for the reasons in English
//   npm run --silent compliance -- --json < script.txt    one line of JSON for each line
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { printFailure } from './lib/errors.mjs';
import { pinnedNode, root } from './lib/paths.mjs';
import { setUpTo } from './setup.mjs';

// The set-up tells how far it is; the standard output is for the report alone.
process.stdout.write = process.stderr.write.bind(process.stderr);

try {
  await setUpTo('check');
} catch (error) {
  printFailure(error);
  process.exit(1);
}

const program = join(root, 'scripts/compliance/main.ts');
const reader = spawn(pinnedNode, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => reader.kill(signal));
const [code] = await once(reader, 'exit');
process.exit(code ?? 1);
