import type { Layout } from '@caipai/shared/schemas/session';
import { steadyScenes } from './steady-scenes.ts';

/** From when to when two pictures stand like this, on the time stamps of the leading input. */
export interface Scene {
  layout: Layout;
  fromS: number;
  toS: number;
}

/** A further input whose picture is put into the first one's. */
export interface GuestInput {
  /** Its number among ffmpeg's inputs. */
  index: number;
  /** Where it is shown, and how. */
  scenes: readonly Scene[];
}

/** Share of the large picture's width, as on the pages. */
const INSET_SHARE = { portrait: 0.31, landscape: 0.28 };
const MARGIN_SHARE = 0.03;
/** All scenes stand in one argument of ffmpeg, and Linux passes on 128 KiB in one. */
const MOST_SCENES = 1_000;
const SAMPLE_RATE_HZ = 48_000;

/** The filters that put the guests' pictures beside or into the first input's; the outcome is called `scene`. */
export function sceneFilters(
  guests: readonly GuestInput[],
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
): string[] {
  const upright = heightPx > widthPx;
  const inset = even(widthPx * (upright ? INSET_SHARE.portrait : INSET_SHARE.landscape));
  const insetHeight = even((inset * (upright ? 16 : 9)) / (upright ? 9 : 16));
  const margin = even(widthPx * MARGIN_SHARE);
  const half = even(widthPx / 2);
  const filters = [`[0:v]scale=${widthPx}:${heightPx},setsar=1[base]`];
  let last = 'base';
  for (const { index, scenes: all } of guests) {
    const scenes = steadyScenes(all, Math.max(1, Math.floor(MOST_SCENES / guests.length)));
    const layouts = [...new Set(scenes.map(({ layout }) => layout))];
    if (layouts.length === 0) continue;
    filters.push(
      `[${index}:v]split=${layouts.length}${layouts.map((each) => `[g${index}${each}]`).join('')}`,
    );
    for (const layout of layouts) {
      const out = `s${index}${layout}`;
      const enable = scenes
        .filter((scene) => scene.layout === layout)
        .map(({ fromS, toS }) => `between(t,${fromS.toFixed(3)},${toS.toFixed(3)})`)
        .join('+');
      // Before its first and after its last frame the picture below is left as it is.
      const over = `eof_action=pass:enable='${enable}'`;
      const guest = `[g${index}${layout}]`;
      if (layout === 'pictureInPicture') {
        filters.push(
          `${guest}scale=${inset}:${insetHeight}:force_original_aspect_ratio=increase,` +
            `crop=${inset}:${insetHeight},setsar=1[i${out}]`,
          `[${last}][i${out}]overlay=x=W-w-${margin}:y=${margin}:${over}[${out}]`,
        );
      } else {
        const fit = `scale=${half}:${heightPx}:force_original_aspect_ratio=decrease:force_divisible_by=2`;
        filters.push(
          `[${last}]split=2[a${out}][b${out}]`,
          `[b${out}]${fit},pad=${widthPx}:${heightPx}:(${half}-iw)/2:(oh-ih)/2,setsar=1[l${out}]`,
          `${guest}${fit},pad=${half}:${heightPx}:-1:-1,setsar=1[r${out}]`,
          `[l${out}][r${out}]overlay=x=${half}:y=0:eof_action=pass[p${out}]`,
          `[a${out}][p${out}]overlay=x=0:y=0:${over}[${out}]`,
        );
      }
      last = out;
    }
  }
  filters.push(`[${last}]format=yuv420p[scene]`);
  return filters;
}

export interface MixOptions {
  /** Playlists of the part and of its guests with sound, each with what is added to its time stamps. */
  inputs: readonly { playlist: string; offsetS: number }[];
  /** Time stamp with which the part begins. */
  startS: number;
  outFile: string;
}

/**
 * ffmpeg's arguments that mix all voices of a part into one file. A run of its own: in one graph with pictures the
 * mixer waits for voices that have ended, and loses the end of the others.
 */
export function mixArgv({ inputs, startS, outFile }: MixOptions): string[] {
  // The mixer knows no time stamps: each voice is padded to begin with the part.
  const placed = `aresample=${SAMPLE_RATE_HZ}:async=1:first_pts=${Math.round(startS * SAMPLE_RATE_HZ)}`;
  const stereo = 'aformat=sample_fmts=fltp:channel_layouts=stereo';
  const voices = inputs.map((_, index) => `[${index}:a]${placed},${stereo}[m${index}]`);
  const mix = `amix=inputs=${inputs.length}:duration=first:normalize=0,alimiter=limit=0.95:level=disabled[mix]`;
  return [
    ...['-hide_banner', '-nostdin', '-y', '-loglevel', 'warning', '-copyts'],
    ...inputs.flatMap(({ playlist, offsetS }) => ['-itsoffset', offsetS.toFixed(6), '-i', playlist]),
    ...['-filter_complex', [...voices, inputs.map((_, index) => `[m${index}]`).join('') + mix].join(';')],
    ...['-map', '[mix]', '-c:a', 'aac', '-b:a', '128k', '-muxdelay', '0', '-muxpreload', '0'],
    ...['-f', 'mpegts', outFile],
  ];
}

function even(px: number): number {
  return Math.round(px / 2) * 2;
}
