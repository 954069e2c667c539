export type Grade = 'good' | 'fair' | 'poor';
export type QualityReason = 'none' | 'loss' | 'delay' | 'bandwidth' | 'processor' | 'frozen' | 'silent';

export interface Quality {
  grade: Grade;
  reason: QualityReason;
  /** For the popover; null where the browser does not tell. */
  figures: {
    width: number | null;
    height: number | null;
    framesPerSecond: number | null;
    bitrateBps: number | null;
    lossShare: number | null;
    roundTripMs: number | null;
    codec: string | null;
  };
}

/** Counters and gauges of one moment; two of them make a verdict. */
export interface StatsSample {
  atMs: number;
  bytes: number;
  packets: number;
  packetsLost: number;
  frames: number;
  frozenMs: number;
  roundTripMs: number | null;
  width: number | null;
  height: number | null;
  limitedBy: 'none' | 'cpu' | 'bandwidth' | 'other' | null;
  codec: string | null;
  hasPicture: boolean;
}

const GOOD: [Grade, QualityReason] = ['good', 'none'];

/** What a person at the screen should know, worst news first. */
export function judge(before: StatsSample, now: StatsSample): Quality {
  const seconds = Math.max(0.001, (now.atMs - before.atMs) / 1_000);
  const packets = Math.max(0, now.packets - before.packets);
  const lost = Math.max(0, now.packetsLost - before.packetsLost);
  const lossShare = packets + lost > 0 ? lost / (packets + lost) : null;
  const framesPerSecond = now.hasPicture ? Math.max(0, now.frames - before.frames) / seconds : null;
  const frozenShare = (now.frozenMs - before.frozenMs) / 1_000 / seconds;
  const [grade, reason] = verdict();
  return {
    grade,
    reason,
    figures: {
      width: now.width,
      height: now.height,
      framesPerSecond: framesPerSecond === null ? null : Math.round(framesPerSecond),
      bitrateBps: Math.round((Math.max(0, now.bytes - before.bytes) * 8) / seconds),
      lossShare,
      roundTripMs: now.roundTripMs === null ? null : Math.round(now.roundTripMs),
      codec: now.codec,
    },
  };

  function verdict(): [Grade, QualityReason] {
    if (packets === 0) return ['poor', 'silent'];
    if (framesPerSecond !== null && framesPerSecond < 1) return ['poor', 'frozen'];
    if (lossShare !== null && lossShare > 0.08) return ['poor', 'loss'];
    if (frozenShare > 0.3) return ['poor', 'frozen'];
    if (now.roundTripMs !== null && now.roundTripMs > 600) return ['poor', 'delay'];
    if (lossShare !== null && lossShare > 0.02) return ['fair', 'loss'];
    if (frozenShare > 0.05) return ['fair', 'frozen'];
    if (now.limitedBy === 'bandwidth') return ['fair', 'bandwidth'];
    if (now.limitedBy === 'cpu') return ['fair', 'processor'];
    if (now.roundTripMs !== null && now.roundTripMs > 250) return ['fair', 'delay'];
    return GOOD;
  }
}

type Entry = Record<string, unknown> & { id: string; type: string };

function entriesOf(report: RTCStatsReport): Entry[] {
  const list: Entry[] = [];
  report.forEach((entry) => {
    list.push(entry as Entry);
  });
  return list;
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const maybe = (value: unknown): number | null => (typeof value === 'number' ? value : null);

function roundTripOf(entries: readonly Entry[]): number | null {
  const pair = entries.find((entry) => entry.type === 'candidate-pair' && entry.nominated === true);
  const seconds = maybe(pair?.currentRoundTripTime);
  return seconds === null ? null : seconds * 1_000;
}

function codecOf(entries: readonly Entry[], stream: Entry | undefined): string | null {
  const codec = entries.find((entry) => entry.id === stream?.codecId);
  return typeof codec?.mimeType === 'string' ? (codec.mimeType.split('/')[1] ?? null) : null;
}

/** What we send; of the simulcast layers the largest active one speaks for the picture. */
export function readSending(report: RTCStatsReport, atMs: number): StatsSample {
  const entries = entriesOf(report);
  const streams = entries.filter((entry) => entry.type === 'outbound-rtp');
  const remote = entries.filter((entry) => entry.type === 'remote-inbound-rtp');
  const pictures = streams.filter((entry) => entry.kind === 'video');
  const top = pictures.reduce<Entry | undefined>(
    (best, entry) => (number(entry.frameHeight) > number(best?.frameHeight) ? entry : best),
    pictures[0],
  );
  return {
    atMs,
    bytes: sum(streams, 'bytesSent'),
    packets: sum(streams, 'packetsSent'),
    packetsLost: sum(remote, 'packetsLost'),
    frames: number(top?.framesEncoded),
    frozenMs: 0,
    roundTripMs: roundTripOf(entries),
    width: maybe(top?.frameWidth),
    height: maybe(top?.frameHeight),
    limitedBy: (top?.qualityLimitationReason as StatsSample['limitedBy']) ?? null,
    codec: codecOf(entries, top),
    hasPicture: top !== undefined && top.active !== false,
  };
}

export function readReceiving(report: RTCStatsReport, atMs: number): StatsSample {
  const entries = entriesOf(report);
  const streams = entries.filter((entry) => entry.type === 'inbound-rtp');
  // mediasoup probes the path with a video stream of its own, which never has a frame.
  const picture = streams
    .filter((entry) => entry.kind === 'video')
    .reduce<Entry | undefined>(
      (best, entry) => (number(entry.framesDecoded) > number(best?.framesDecoded) ? entry : best),
      undefined,
    );
  return {
    atMs,
    bytes: sum(streams, 'bytesReceived'),
    packets: sum(streams, 'packetsReceived'),
    packetsLost: sum(streams, 'packetsLost'),
    frames: number(picture?.framesDecoded),
    frozenMs: number(picture?.totalFreezesDuration) * 1_000,
    roundTripMs: roundTripOf(entries),
    width: maybe(picture?.frameWidth),
    height: maybe(picture?.frameHeight),
    limitedBy: null,
    codec: codecOf(entries, picture),
    hasPicture: picture !== undefined,
  };
}

function sum(entries: readonly Entry[], key: string): number {
  return entries.reduce((total, entry) => total + number(entry[key]), 0);
}

const PERIOD_MS = 2_000;

/** Judges a running connection every two seconds until the returned function is called. */
export function watchQuality(
  read: () => Promise<StatsSample | null>,
  tell: (quality: Quality | null) => void,
): () => void {
  let before: StatsSample | null = null;
  let stopped = false;
  const look = async () => {
    const now = await read().catch(() => null);
    if (stopped) return;
    // Counters that went back belong to a new transport: start over.
    const comparable = before && now && now.bytes >= before.bytes;
    tell(comparable && before && now ? judge(before, now) : null);
    before = now;
  };
  const timer = setInterval(() => void look(), PERIOD_MS);
  void look();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
