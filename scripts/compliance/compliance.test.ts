import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { linesOf } from './lines.ts';

const program = fileURLToPath(new URL('main.ts', import.meta.url));

async function run(input: string, ...options: string[]): Promise<{ output: string; code: number | null }> {
  const child = spawn(process.execPath, [program, ...options], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(input);
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { output, code };
}

async function linesIn(...chunks: Uint8Array[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(
    (async function* () {
      yield* chunks;
    })(),
  )) {
    lines.push(line);
  }
  return lines;
}

const bytes = (from: string) => new TextEncoder().encode(from);

describe('the lines of a stream', () => {
  it('end in any way, and the last need not end', async () => {
    expect(await linesIn(bytes('一\r\n\n二\n三'))).toEqual(['一', '', '二', '三']);
    expect(await linesIn(bytes('一\n'))).toEqual(['一']);
    expect(await linesIn()).toEqual([]);
  });

  it('may be cut anywhere, also within a character', async () => {
    const whole = bytes('最好\n第一');
    const cuts = Array.from({ length: whole.length }, (_, at) => whole.subarray(at, at + 1));
    expect(await linesIn(...cuts)).toEqual(['最好', '第一']);
  });

  it('begin after a byte order mark', async () => {
    expect(await linesIn(bytes('\ufeff最好\n\ufeff二'))).toEqual(['最好', '\ufeff二']);
  });
});

describe('the command', () => {
  it('answers every line with a line of JSON, empty ones too', { timeout: 60_000 }, async () => {
    const { output, code } = await run('大家好\n\n这是全国最好的茶\r\n', '--json');
    const [plain, empty, claim, end] = output.split('\n');
    expect([plain, empty, end]).toEqual(['{"hits":[]}', '{"hits":[]}', '']);
    expect(JSON.parse(claim ?? '')).toEqual({
      hits: [
        {
          start: 2,
          end: 7,
          category: 'absolute-term',
          severity: 'block',
          lawRef: '《广告法》第九条第（三）项',
          permittedBy: null,
        },
      ],
    });
    expect(code).toBe(0);
  });

  it('tells people the reason in their language', { timeout: 60_000 }, async () => {
    const { output } = await run('全网最低价\n', '--lang', 'en');
    expect(output).toContain('1:1  全网最低价');
    expect(output).toContain('Advertising Law');
  });

  it('refuses what it does not know', { timeout: 60_000 }, async () => {
    expect((await run('', '--lang', 'fr')).code).toBe(2);
    expect((await run('', '--strict')).code).toBe(2);
  });

  it('ends quietly when nobody reads on', { timeout: 60_000 }, async () => {
    const child = spawn(process.execPath, [program, '--json'], { stdio: ['pipe', 'pipe', 'pipe'] });
    const complaints = text(child.stderr);
    // The pipe into it breaks as soon as it leaves, which is the point.
    child.stdin.on('error', () => undefined);
    child.stdin.write('全网最低价\n'.repeat(200_000));
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(await complaints).toBe('');
  });
});
