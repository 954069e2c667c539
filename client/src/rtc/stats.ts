/** Counters and gauges of one moment; two of them make a verdict, see verdict.ts. */
export interface StatsSample {
  direction: 'sending' | 'receiving';
  atMs: number;
  bytes: number;
  packets: number;
  packetsLost: number;
  picturePackets: number;
  frozenMs: number;
  roundTripMs: number | null;
  jitterMs: number | null;
  limitedBy: 'none' | 'cpu' | 'bandwidth' | 'other' | null;
  codec: string | null;
  /** Without a picture only the sound is judged. */
  hasPicture: boolean;
  /** Every layer that is sent, smallest first; of what is received the one picture that arrives. */
  pictures: PictureSample[];
  /** What a viewer could have. */
  offered: OfferedLayers | null;
}

export interface PictureSample {
  width: number | null;
  height: number | null;
  frames: number;
}

export interface OfferedLayers {
  /** Of each layer, smallest first. */
  shortSides: number[];
  /** Which of them was asked for; null for as long as it may still be on its way. */
  wanted: number | null;
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
const inMs = (seconds: unknown): number | null => (typeof seconds === 'number' ? seconds * 1_000 : null);

/** After a restart of ICE the abandoned pair stays in the report: the transport says which one is used. */
function roundTripOf(entries: readonly Entry[]): number | null {
  const used = entries.find((entry) => entry.type === 'transport')?.selectedCandidatePairId;
  const pair =
    entries.find((entry) => entry.type === 'candidate-pair' && entry.id === used) ??
    entries.find((entry) => entry.type === 'candidate-pair' && entry.nominated === true);
  return inMs(pair?.currentRoundTripTime);
}

function codecOf(entries: readonly Entry[], stream: Entry | undefined): string | null {
  const codec = entries.find((entry) => entry.id === stream?.codecId);
  return typeof codec?.mimeType === 'string' ? (codec.mimeType.split('/')[1] ?? null) : null;
}

function pictureOf(stream: Entry, frames: unknown): PictureSample {
  return { width: maybe(stream.frameWidth), height: maybe(stream.frameHeight), frames: number(frames) };
}

/** Of the picture where there is one, for it shows the way's unrest first. */
function jitterOf(streams: readonly Entry[]): number | null {
  const stream = streams.findLast((entry) => entry.kind === 'video') ?? streams[0];
  return inMs(stream?.jitter);
}

/** `cameraOn` is asked of the page: a camera that is off goes on sending black, and slowly. */
export function readSending(report: RTCStatsReport, atMs: number, cameraOn = true): StatsSample {
  const entries = entriesOf(report);
  const streams = entries.filter((entry) => entry.type === 'outbound-rtp');
  const remote = entries.filter((entry) => entry.type === 'remote-inbound-rtp');
  const layers = streams.filter((entry) => entry.kind === 'video').sort(smallestFirst);
  const top = layers.at(-1);
  return {
    direction: 'sending',
    atMs,
    bytes: sum(streams, 'bytesSent'),
    packets: sum(streams, 'packetsSent'),
    packetsLost: sum(remote, 'packetsLost'),
    picturePackets: sum(layers, 'packetsSent'),
    frozenMs: 0,
    roundTripMs: roundTripOf(entries),
    jitterMs: jitterOf(remote),
    limitedBy: (top?.qualityLimitationReason as StatsSample['limitedBy']) ?? null,
    codec: codecOf(entries, top),
    hasPicture: cameraOn && top !== undefined && top.active !== false,
    pictures: layers.map((layer) => pictureOf(layer, layer.framesEncoded)),
    offered: null,
  };
}

/** The names of the layers count upwards; where there are none, the size has to tell. */
function smallestFirst(a: Entry, b: Entry): number {
  if (typeof a.rid === 'string' && typeof b.rid === 'string') return a.rid.localeCompare(b.rid);
  return number(a.frameHeight) - number(b.frameHeight);
}

export function readReceiving(
  report: RTCStatsReport,
  atMs: number,
  offered: OfferedLayers | null = null,
): StatsSample {
  const entries = entriesOf(report);
  const streams = entries.filter((entry) => entry.type === 'inbound-rtp');
  // mediasoup probes the path with a video stream of its own, which never has a frame.
  const picture = streams
    .filter((entry) => entry.kind === 'video')
    .reduce<Entry | undefined>(
      (best, entry) => (number(entry.framesDecoded) > number(best?.framesDecoded) ? entry : best),
      undefined,
    );
  const sound = streams.filter((entry) => entry.kind === 'audio');
  return {
    direction: 'receiving',
    atMs,
    bytes: sum(streams, 'bytesReceived'),
    packets: sum(streams, 'packetsReceived'),
    packetsLost: sum(streams, 'packetsLost'),
    picturePackets: number(picture?.packetsReceived),
    frozenMs: number(picture?.totalFreezesDuration) * 1_000,
    roundTripMs: roundTripOf(entries),
    jitterMs: jitterOf(picture ? [picture] : sound),
    limitedBy: null,
    codec: codecOf(entries, picture),
    hasPicture: picture !== undefined,
    pictures: picture ? [pictureOf(picture, picture.framesDecoded)] : [],
    offered,
  };
}

function sum(entries: readonly Entry[], key: string): number {
  return entries.reduce((total, entry) => total + number(entry[key]), 0);
}
