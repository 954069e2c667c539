/// <reference lib="dom" />
import { Device, type types } from 'mediasoup-client';
import { bareWire } from './bare-wire.ts';
import { nodeWire } from './node-wire.ts';
import { studioWire } from './studio-wire.ts';

// Runs in a browser page: one publisher of a small picture and a voice, or very many receivers whose pictures are
// taken off before the decoder. The same code against the product and against a bare SFU.

export interface Offer {
  id: string;
  producerId: string;
  kind: types.MediaKind;
  rtpParameters: types.RtpParameters;
}

/** One tab's way to a server. */
export interface Wire {
  capabilities(): Promise<types.RtpCapabilities>;
  openSend(): Promise<types.TransportOptions>;
  produce(track: {
    transportId: string;
    kind: types.MediaKind;
    rtpParameters: types.RtpParameters;
  }): Promise<string>;
  /** Everything is published. */
  goLive(): Promise<void>;
  openReceive(
    rtpCapabilities: types.RtpCapabilities,
  ): Promise<{ transport: types.TransportOptions; offers: Offer[] }>;
  connect(transportId: string, dtlsParameters: types.DtlsParameters): Promise<void>;
  pause(consumerIds: string[]): Promise<void>;
  resume(consumerIds: string[]): Promise<void>;
  close(): void;
}

/** A session of the whole product, a room of a media node alone, or the bare SFU that served this page. */
export type Place =
  | { kind: 'studio'; sessionId: string }
  | { kind: 'node'; roomId: string }
  | { kind: 'bare' };

export interface StreamCount {
  kind: string;
  packets: number;
  atMs: number;
}

const PICTURE = { width: 320, height: 180, bitrateBps: 80_000 };
const KEY_FRAME_EVERY_MS = 2_000;
/** Who has seen nothing by then counts as having waited so long. */
const PATIENCE_MS = 10_000;

const wallNow = () => performance.timeOrigin + performance.now();
async function wireTo(place: Place, as: 'studio' | 'watch'): Promise<Wire> {
  if (place.kind === 'studio') return studioWire(place.sessionId, as);
  return place.kind === 'node' ? nodeWire(place.roomId) : bareWire();
}

/** Lets key frames through, so that the decoder stays content, and takes off all between them. */
const takeOffPictures = `
  onrtctransform = ({ transformer }) => {
    const out = transformer.writable.getWriter();
    let first = true;
    transformer.readable.pipeTo(new WritableStream({
      write(frame) {
        if (first) postMessage({ id: transformer.options.id, atMs: performance.timeOrigin + performance.now() });
        first = false;
        if (frame.type === 'key') return out.write(frame);
      },
    })).catch(() => {});
  };
`;

let device: Device | undefined;
let certificate: RTCCertificate | undefined;
let sender: types.Transport | undefined;
let worker: Worker | undefined;
const firstPictures = new Map<string, (atMs: number) => void>();
const viewers: { wire: Wire; transport: types.Transport; consumerIds: string[] }[] = [];

async function deviceFor(wire: Wire): Promise<Device> {
  const routerRtpCapabilities = await wire.capabilities();
  if (device) return device;
  const fresh = new Device();
  await fresh.load({ routerRtpCapabilities });
  device = fresh;
  return fresh;
}

function wired(wire: Wire, transport: types.Transport): types.Transport {
  transport.on('connect', ({ dtlsParameters }, done, fail) => {
    wire.connect(transport.id, dtlsParameters).then(done, fail);
  });
  return transport;
}

/** A picture in which a third changes with each frame, as where somebody moves. */
function movingPicture(fps: number): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: PICTURE.width, height: PICTURE.height });
  const context = canvas.getContext('2d', { alpha: false });
  let turn = 0;
  setInterval(() => {
    if (!context) return;
    turn += 1;
    for (let block = 0; block < 48; block += 1) {
      context.fillStyle = `hsl(${(block * 37 + turn * (block % 3)) % 360} 70% 55%)`;
      context.fillRect((block % 8) * 40, Math.floor(block / 8) * 30, 40, 30);
    }
  }, 1_000 / fps);
  return canvas.captureStream(fps).getVideoTracks()[0] as MediaStreamTrack;
}

function hum(): MediaStreamTrack {
  const context = new AudioContext({ sampleRate: 48_000 });
  const out = context.createMediaStreamDestination();
  const oscillator = new OscillatorNode(context, { frequency: 220, type: 'sawtooth' });
  oscillator.connect(new GainNode(context, { gain: 0.2 })).connect(out);
  oscillator.start();
  return out.stream.getAudioTracks()[0] as MediaStreamTrack;
}

/** Receivers that see no picture between two key frames would ask for one, all of them. */
function sendKeyFrames(sender: RTCRtpSender): void {
  const set = sender.setParameters as (parameters: object, options: object) => Promise<void>;
  setInterval(
    () => void set.call(sender, sender.getParameters(), { encodingOptions: [{ keyFrame: true }] }),
    KEY_FRAME_EVERY_MS,
  );
}

/** How long after its beginning a join had got so far, in milliseconds. */
export interface JoinSteps {
  joined: number;
  offered: number;
  negotiated: number;
  picture: number;
}

interface Joined {
  steps: JoinSteps;
  rest(): Promise<void>;
}

async function watchOnce(place: Place): Promise<Joined> {
  const startedAtMs = wallNow();
  const wire = await wireTo(place, 'watch');
  const here = await deviceFor(wire);
  const joinedAtMs = wallNow();
  const { transport: options, offers } = await wire.openReceive(here.recvRtpCapabilities);
  const offeredAtMs = wallNow();
  // One certificate for all: to make one costs more than a handshake, and each viewer has a browser of their own.
  certificate ??= await RTCPeerConnection.generateCertificate({
    name: 'ECDSA',
    namedCurve: 'P-256',
  } as never);
  const transport = wired(
    wire,
    here.createRecvTransport({ ...options, additionalSettings: { certificates: [certificate] } }),
  );
  const consumerIds = offers.map(({ id }) => id);
  viewers.push({ wire, transport, consumerIds });
  const resumed = wire.resume(consumerIds);
  let shown: Promise<number> | undefined;
  await Promise.all(
    offers.map((offer) =>
      transport.consume({
        ...offer,
        onRtpReceiver(receiver) {
          if (offer.kind !== 'video') return;
          shown = new Promise((resolve) => firstPictures.set(offer.id, resolve));
          receiver.transform = new RTCRtpScriptTransform(worker as Worker, { id: offer.id });
        },
      }),
    ),
  );
  const negotiatedAtMs = wallNow();
  await resumed;
  if (!shown) throw new Error('nobody publishes a picture');
  const patience = new Promise<number>((resolve) =>
    setTimeout(() => resolve(startedAtMs + PATIENCE_MS), startedAtMs + PATIENCE_MS - wallNow()),
  );
  const steps = {
    joined: joinedAtMs - startedAtMs,
    offered: offeredAtMs - startedAtMs,
    negotiated: negotiatedAtMs - startedAtMs,
    picture: (await Promise.race([shown, patience])) - startedAtMs,
  };
  return { steps, rest: () => wire.pause(consumerIds) };
}

function openWorker(): void {
  if (worker) return;
  worker = new Worker(URL.createObjectURL(new Blob([takeOffPictures], { type: 'text/javascript' })));
  worker.onmessage = ({ data }: MessageEvent<{ id: string; atMs: number }>) =>
    firstPictures.get(data.id)?.(data.atMs);
}

const fanout = {
  async publish(place: Place, fps: number): Promise<void> {
    const wire = await wireTo(place, 'studio');
    const here = await deviceFor(wire);
    sender = wired(wire, here.createSendTransport(await wire.openSend()));
    const { id: transportId } = sender;
    sender.on('produce', ({ kind, rtpParameters }, done, fail) => {
      wire.produce({ transportId, kind, rtpParameters }).then((id) => done({ id }), fail);
    });
    const codec = here.sendRtpCapabilities.codecs?.find(({ mimeType }) => /h264/i.test(mimeType));
    const picture = await sender.produce({
      track: movingPicture(fps),
      codec,
      encodings: [{ maxBitrate: PICTURE.bitrateBps }],
    });
    if (picture.rtpSender) sendKeyFrames(picture.rtpSender);
    // Fewer and larger packets: what is received has to fit on this machine too.
    await sender.produce({ track: hum(), codecOptions: { opusPtime: 120 } });
    await wire.goLive();
  },
  /** Opens viewers a few at a time until there are so many; each rests once it has seen a picture. */
  async fill(place: Place, count: number): Promise<void> {
    openWorker();
    let left = count - viewers.length;
    const next = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        await (await watchOnce(place)).rest();
      }
    };
    await Promise.all(Array.from({ length: 6 }, next));
  },
  /** Opens viewers evenly over one second. */
  async burst(place: Place, count: number): Promise<JoinSteps[]> {
    openWorker();
    return Promise.all(
      Array.from({ length: count }, async (_, index) => {
        await new Promise((resolve) => setTimeout(resolve, (index * 1_000) / count));
        return (await watchOnce(place)).steps;
      }),
    );
  },
  /** Lets everything flow to all of them, or nothing. */
  async flow(flows: boolean): Promise<void> {
    await Promise.all(
      viewers.map(({ wire, consumerIds }) => (flows ? wire.resume(consumerIds) : wire.pause(consumerIds))),
    );
  },
  leave(): void {
    for (const { wire, transport } of viewers.splice(0)) {
      transport.close();
      wire.close();
    }
    firstPictures.clear();
  },
  async received(): Promise<StreamCount[]> {
    const reports = await Promise.all(viewers.map(({ transport }) => transport.getStats()));
    return reports.flatMap((report) =>
      [...report.values()]
        // mediasoup probes the path with a video stream of its own.
        .filter(({ type, mid }) => type === 'inbound-rtp' && mid !== 'probator')
        .map(({ kind, packetsReceived, timestamp }) => ({
          ...{ kind, packets: packetsReceived, atMs: timestamp },
        })),
    );
  },
  async keyFrames(): Promise<number> {
    const stats = [...((await sender?.getStats()) ?? new Map()).values()];
    return stats.find(({ keyFramesEncoded }) => keyFramesEncoded)?.keyFramesEncoded ?? 0;
  },
  async sent(): Promise<StreamCount[]> {
    return [...((await sender?.getStats()) ?? new Map()).values()]
      .filter(({ type }) => type === 'outbound-rtp')
      .map(({ kind, packetsSent, timestamp }) => ({ kind, packets: packetsSent, atMs: timestamp }));
  },
};

declare global {
  interface Window {
    fanout: typeof fanout;
  }
}

window.fanout = fanout;
