import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { soundShiftS } from '../../../media/src/splice/align.ts';
import { decodeErrors } from '../../../media/src/testing/probe.ts';
import { CAMERA_LOOP_MS } from '../../../scripts/fixtures/camera-file.ts';
import { programPath, runProgram } from '../../../scripts/fixtures/programs.ts';
import { voiceFile } from '../../../scripts/fixtures/voice-file.ts';
import { readCodes } from './recorded-seconds.ts';

const RATE_HZ = 4_000;
/** Of the sound on each side of a seam this much is looked for in what was spoken. */
const WINDOW_S = 1;
const AWAY_S = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3];

export interface Seam {
  /** From the last picture before to the first after, by the code in them, less the length of one frame. */
  pictureMs: number;
  /** How far the sound after the seam is from where the sound before it leads. */
  soundMs: number;
}

export interface Seams {
  seams: Seam[];
  errors: string[];
}

/** Looks at every place where a replay goes over from one stretch to another; `playlist` is its text. */
export async function readSeams(playlist: string, recordingDir: string, frameMs: number): Promise<Seams> {
  const folder = await mkdtemp(join(tmpdir(), 'caipai-seams-'));
  try {
    const voice = await readSpoken();
    const stretches = await Promise.all(
      playlist.split('#EXT-X-DISCONTINUITY').map(async (text, index) => {
        const lines = text
          .split('\n')
          .filter((line) => line.startsWith('#EXTINF') || line.startsWith('files/'))
          .map((line) => line.replace(/^files\//, `${recordingDir}/`));
        const path = join(folder, `${index}.m3u8`);
        const head = ['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-TARGETDURATION:5', '#EXT-X-PLAYLIST-TYPE:VOD'];
        await writeFile(path, [...head, ...lines, '#EXT-X-ENDLIST', ''].join('\n'));
        return path;
      }),
    );
    const errors: string[] = [];
    const read: { codes: number[]; sound: Int16Array }[] = [];
    for (const path of stretches) {
      errors.push(...(await decodeErrors(path)));
      const codes = (await readCodes(path)).filter((code) => code !== null);
      read.push({ codes, sound: await readPcm(path) });
    }
    const seams = read.slice(1).map((after, index) => {
      const before = read[index] as (typeof read)[number];
      return {
        pictureMs: aroundLoop((after.codes[0] ?? 0) - (before.codes.at(-1) ?? 0)) - frameMs,
        soundMs: soundJumpMs(before.sound, after.sound, voice),
      };
    });
    return { seams, errors };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function aroundLoop(ms: number): number {
  return (
    ((((ms + CAMERA_LOOP_MS / 2) % CAMERA_LOOP_MS) + CAMERA_LOOP_MS) % CAMERA_LOOP_MS) - CAMERA_LOOP_MS / 2
  );
}

const asSamples = (pcm: Buffer) =>
  Int16Array.from({ length: Math.floor(pcm.length / 2) }, (_, at) => pcm.readInt16LE(at * 2));

async function readPcm(input: string): Promise<Int16Array> {
  return asSamples(
    await runProgram(programPath('FFMPEG_PATH'), [
      ...[
        '-v',
        'error',
        '-nostdin',
        '-i',
        input,
        '-vn',
        '-ac',
        '1',
        '-ar',
        String(RATE_HZ),
        '-f',
        's16le',
        '-',
      ],
    ]),
  );
}

/** What the fake microphone says, over and over. */
async function readSpoken(): Promise<{ values: Int16Array; loopS: number }> {
  const once = await readPcm(await voiceFile('zh'));
  const values = new Int16Array(once.length * 2);
  values.set(once);
  values.set(once, once.length);
  return { values, loopS: once.length / RATE_HZ };
}

function soundJumpMs(
  before: Int16Array,
  after: Int16Array,
  spoken: { values: Int16Array; loopS: number },
): number {
  const window = WINDOW_S * RATE_HZ;
  // Where the voice begins anew nothing agrees with it: a little further from the seam it does.
  const places = AWAY_S.map((awayS) => {
    const away = awayS * RATE_HZ;
    const last = placeOf(before.slice(before.length - away - window, before.length - away), spoken);
    const first = placeOf(after.slice(away, away + window), spoken);
    return { leads: last + WINDOW_S + awayS, goesOn: first - awayS };
  });
  const leads = places.find((place) => !Number.isNaN(place.leads))?.leads ?? Number.NaN;
  const goesOn = places.find((place) => !Number.isNaN(place.goesOn))?.goesOn ?? Number.NaN;
  const jumpS = (((goesOn - leads) % spoken.loopS) + spoken.loopS) % spoken.loopS;
  return Math.min(jumpS, spoken.loopS - jumpS) * 1_000;
}

function placeOf(values: Int16Array, spoken: { values: Int16Array; loopS: number }): number {
  const reference = { startS: 0, rateHz: RATE_HZ, values };
  const copy = { startS: 0, rateHz: RATE_HZ, values: spoken.values };
  return soundShiftS(reference, copy, spoken.loopS / 2, spoken.loopS / 2 + 0.01) ?? Number.NaN;
}
