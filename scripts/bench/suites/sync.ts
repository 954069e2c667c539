import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as passes } from 'node:timers/promises';
import type { RecordedTake } from '@caipai/shared/schemas/media';
import { openTestBrowser } from '../../../media/src/testing/browser.ts';
import { newRoomId, openMediaRig } from '../../../media/src/testing/media-rig.ts';
// Tells the compiler what stands in the page.
import type {} from '../../../media/src/testing/page-entry.ts';
import { soundLagsMs } from '../../../media/src/testing/probe.ts';
import { describeSpread, median, type Suite, say } from '../figures.ts';

const MINUTES = Number(process.env.SYNC_MINUTES ?? 20);
const WINDOW_MS = 40_000;
const BASELINE_MS = 20_000;

export const sync: Suite = {
  name: 'sync',
  says:
    `How far the sound lies from the picture in a recording of ${MINUTES} minutes, in real time: a browser sends a ` +
    'picture that flashes and a sound that beeps at each full second. Read at the start, in the middle, at the end ' +
    'and after an interruption. The baseline is what the same browser recorded itself of the same two tracks.',
  figures: ['sync_start_ms', 'sync_middle_ms', 'sync_end_ms', 'sync_after_interruption_ms'],
  async run(report) {
    await using open = new AsyncDisposableStack();
    const browser = await openTestBrowser();
    open.defer(() => browser.close());
    const rig = await openMediaRig();
    open.defer(() => rig.close());
    const dir = await mkdtemp(join(tmpdir(), 'caipai-bench-sync-'));
    open.defer(() => rm(dir, { recursive: true, force: true }));

    const roomId = newRoomId();
    await rig.node.request('room:open', { roomId });
    await rig.node.request('recording:start', { roomId, peerId: 'anchor' });
    const page = await browser.join(rig.node, roomId, 'anchor');
    await page.evaluate(() => window.rig.publish({ codec: 'video/H264', fps: 30 }));
    await page.evaluate(() => window.rig.record());
    await passes(BASELINE_MS);
    const own = join(dir, 'own.mp4');
    const chunks = await page.evaluate(() => window.rig.recordedChunks());
    await writeFile(own, Buffer.concat(chunks.map((chunk) => Buffer.from(chunk, 'base64'))));
    const baseline = { name: "the browser's own recording", value: median(await soundLagsMs(own)) };
    await passes(MINUTES * 60_000 - BASELINE_MS);
    await page.evaluate(() => window.rig.fallSilent());
    await rig.fact('takeStopped');
    await page.evaluate(() => window.rig.speakAgain());
    await rig.fact('takeStarted', ({ take }) => take === 'take-002');
    await passes(WINDOW_MS);
    await rig.node.request('recording:stop', { recordingId: roomId });

    const { takes } = await rig.node.request('recording:describe', { recordingId: roomId });
    const [long, short] = takes;
    if (!long || !short) throw new Error('two takes were expected');
    const folder = join(rig.recordingsDir, roomId);
    const count = Math.ceil(WINDOW_MS / 2_000);
    const middle = Math.floor((long.segments.length - count) / 2);
    const windows: [string, RecordedTake, number][] = [
      ['sync_start_ms', long, 0],
      ['sync_middle_ms', long, middle],
      ['sync_end_ms', long, long.segments.length - count - 1],
      ['sync_after_interruption_ms', short, 0],
    ];
    for (const [name, take, from] of windows) {
      const playlist = join(dir, `${name}.m3u8`);
      await writeFile(playlist, excerpt(take, join(folder, take.name), from, count));
      const lags = await soundLagsMs(playlist);
      say(`${name}: ${describeSpread(lags)}`);
      report({ name, value: median(lags), unit: 'ms', n: lags.length, baseline });
    }
  },
};

function excerpt({ segments }: RecordedTake, folder: string, from: number, count: number): string {
  return [
    ...['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-TARGETDURATION:5', '#EXT-X-PLAYLIST-TYPE:VOD'],
    ...segments
      .slice(from, from + count)
      .flatMap(({ file, durationMs }) => [`#EXTINF:${(durationMs / 1_000).toFixed(6)},`, join(folder, file)]),
    ...['#EXT-X-ENDLIST', ''],
  ].join('\n');
}
