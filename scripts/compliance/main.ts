import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { lexicon } from '../../shared/src/compliance/lexicon/index.ts';
import { createLinter } from '../../shared/src/compliance/linter.ts';
import { linesOf } from './lines.ts';
import { asJson, asProse } from './report.ts';

const USAGE = 'npm run --silent compliance -- [--json] [--lang zh|en] < script.txt';

// Whoever reads us may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const options = readOptions();
if (!options) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}
const { json, lang } = options;
const linter = createLinter(lexicon);
let lineNumber = 0;
for await (const line of linesOf(process.stdin)) {
  lineNumber += 1;
  const hits = linter.lint(line);
  const report = json ? asJson(hits) : asProse({ line, lineNumber, hits, lang });
  if (!process.stdout.write(report)) await once(process.stdout, 'drain');
}

function readOptions(): { json: boolean; lang: 'zh' | 'en' } | null {
  try {
    const { values } = parseArgs({
      options: { json: { type: 'boolean', default: false }, lang: { type: 'string', default: 'zh' } },
    });
    return values.lang === 'zh' || values.lang === 'en' ? { json: values.json, lang: values.lang } : null;
  } catch {
    return null;
  }
}
