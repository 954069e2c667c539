/// <reference lib="dom" />
import type {
  ConsumerOffer,
  Feed,
  ReceiveOffer,
  TrackAudience,
  TransportOffer,
} from '@caipai/shared/schemas/media';
import { Device, type types } from 'mediasoup-client';
import { drawTimeCode, TIME_CODE_HEIGHT, TIME_CODE_WIDTH } from './time-code.ts';

/** Runs in the browser under test: a publisher with a time code in its picture, and a viewer. */
export interface PublishOptions {
  codec: 'video/H264' | 'video/VP8';
  fps?: number;
  audio?: boolean;
  video?: boolean;
  simulcastLayers?: number;
  scale?: number;
  /** The anchor's, unless told otherwise; talkback is sound for the crew alone. */
  feed?: Feed;
}

declare global {
  interface Window {
    call: (name: string, input: object) => Promise<unknown>;
    rig: typeof rig;
  }
}

const who = Object.fromEntries(new URLSearchParams(location.search)) as { roomId: string; peerId: string };
const request = <T>(name: string, input: object = {}) =>
  window.call(name, { ...who, ...input }) as Promise<T>;

let device: Device;
let sendTransport: types.Transport;
let receiveTransport: types.Transport | undefined;
const producers: types.Producer[] = [];
/** What each producer sends, also while it sends nothing. */
const sources = new Map<string, MediaStreamTrack>();
let probe: types.Producer | undefined;
let recorder: MediaRecorder | undefined;
const chunks: Blob[] = [];
const consumers = new Map<string, types.Consumer>();
let audioContext: AudioContext | undefined;

async function load(): Promise<void> {
  const { rtpCapabilities } = await request<{ rtpCapabilities: types.RtpCapabilities }>('room:open');
  device = await Device.factory();
  await device.load({ routerRtpCapabilities: rtpCapabilities });
}

function wire(transport: types.Transport): types.Transport {
  transport.on('connect', ({ dtlsParameters }, done, fail) => {
    request('transport:connect', { transportId: transport.id, dtlsParameters }).then(done, fail);
  });
  return transport;
}

const asOptions = (offer: TransportOffer) =>
  ({ ...offer, id: offer.transportId }) as unknown as types.TransportOptions;

function timeCodeTrack(fps: number, scale: number): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = TIME_CODE_WIDTH * scale;
  canvas.height = TIME_CODE_HEIGHT * scale;
  document.body.append(canvas);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('no canvas');
  context.scale(scale, scale);
  setInterval(() => drawTimeCode(context, Date.now()), 1_000 / fps);
  drawTimeCode(context, Date.now());
  return canvas.captureStream(fps).getVideoTracks()[0] as MediaStreamTrack;
}

/** A beep of 100 ms at each full second, when the picture flashes too. */
function beepTrack(): MediaStreamTrack {
  audioContext = new AudioContext({ sampleRate: 48_000 });
  const oscillator = new OscillatorNode(audioContext, { frequency: 1_000 });
  const gain = new GainNode(audioContext, { gain: 0 });
  const out = audioContext.createMediaStreamDestination();
  oscillator.connect(gain).connect(out);
  oscillator.start();
  const schedule = () => {
    if (!audioContext) return;
    const toNextSecondS = (1_000 - (Date.now() % 1_000)) / 1_000;
    const at = audioContext.currentTime + toNextSecondS;
    gain.gain.setValueAtTime(0.5, at);
    gain.gain.setValueAtTime(0, at + 0.1);
    setTimeout(schedule, toNextSecondS * 1_000 + 500);
  };
  schedule();
  return out.stream.getAudioTracks()[0] as MediaStreamTrack;
}

function keep(producer: types.Producer): void {
  producers.push(producer);
  if (producer.track) sources.set(producer.id, producer.track);
}

const rig = {
  async publish(options: PublishOptions): Promise<string[]> {
    await load();
    const offer = await request<TransportOffer>('transport:openSend');
    sendTransport = wire(device.createSendTransport(asOptions(offer)));
    sendTransport.on('produce', ({ kind, rtpParameters, appData }, done, fail) => {
      if (appData.probe) {
        request<{ producerId: string }>('probe:open', { transportId: sendTransport.id, rtpParameters }).then(
          ({ producerId }) => done({ id: producerId }),
          fail,
        );
        return;
      }
      const { feed = 'anchor' } = options;
      const source = feed === 'talkback' ? 'talkback' : kind === 'video' ? 'camera' : 'microphone';
      request<{ producerId: string }>('producer:open', {
        transportId: sendTransport.id,
        source,
        feed,
        audience: feed === 'talkback' ? 'crew' : 'everyone',
        kind,
        rtpParameters,
      }).then(({ producerId }) => done({ id: producerId }), fail);
    });
    if (options.video !== false) await rig.publishVideo(options);
    if (options.audio !== false) keep(await sendTransport.produce({ track: beepTrack(), stopTracks: false }));
    return producers.map(({ id }) => id);
  },
  async publishVideo(options: PublishOptions): Promise<void> {
    const layers = options.simulcastLayers ?? 1;
    const codec = device.sendRtpCapabilities.codecs?.find(
      ({ mimeType }) => mimeType.toLowerCase() === options.codec.toLowerCase(),
    );
    if (!codec) throw new Error(`browser cannot send ${options.codec}`);
    keep(
      await sendTransport.produce({
        track: timeCodeTrack(options.fps ?? 15, options.scale ?? 1),
        codec,
        stopTracks: false,
        encodings: Array.from({ length: layers }, (_, index) => ({
          scaleResolutionDownBy: 2 ** (layers - 1 - index),
          maxBitrate: 1_500_000 / 4 ** (layers - 1 - index),
        })),
      }),
    );
  },
  /** Sends a picture that only tries the way; answers its id. */
  async probe(): Promise<string> {
    const track = timeCodeTrack(15, 1);
    probe = await sendTransport.produce({ track, stopTracks: false, appData: { probe: true } });
    return probe.id;
  },
  /** Packets of the probe that have gone out. */
  async probed(): Promise<number> {
    const report = probe ? [...(await probe.getStats()).values()] : [];
    return report.reduce((sum, stat) => sum + (stat.type === 'outbound-rtp' ? stat.packetsSent : 0), 0);
  },
  /** How often the media plane has answered for the probe. */
  async probeReports(): Promise<number> {
    const report = probe ? [...(await probe.getStats()).values()] : [];
    return report.find((stat) => stat.type === 'remote-inbound-rtp')?.roundTripTimeMeasurements ?? 0;
  },
  async watch(audience: TrackAudience = 'everyone'): Promise<number> {
    await load();
    const { transport, consumers: offers } = await request<ReceiveOffer>('transport:openReceive', {
      rtpCapabilities: device.recvRtpCapabilities,
      audience,
    });
    receiveTransport?.close();
    consumers.clear();
    receiveTransport = wire(device.createRecvTransport(asOptions(transport)));
    for (const offer of offers) await rig.take(offer);
    await request('consumer:resume', { consumerIds: [...consumers.keys()] });
    return offers.length;
  },
  async open(producerId: string, audience: TrackAudience = 'everyone'): Promise<void> {
    const offer = await request<ConsumerOffer>('consumer:open', { producerId, audience });
    await rig.take(offer);
    await request('consumer:resume', { consumerIds: [offer.consumerId] });
  },
  async take(offer: ConsumerOffer): Promise<void> {
    const { consumerId: id, producerId, kind } = offer;
    const rtpParameters = offer.rtpParameters as unknown as types.RtpParameters;
    if (!receiveTransport) throw new Error('watch first');
    const consumer = await receiveTransport.consume({ id, producerId, kind, rtpParameters });
    consumers.set(id, consumer);
    const element = document.createElement(kind) as HTMLMediaElement;
    element.autoplay = true;
    element.srcObject = new MediaStream([consumer.track]);
    document.body.append(element);
  },
  async restartIce(): Promise<void> {
    if (!receiveTransport) throw new Error('watch first');
    const { iceParameters } = await request<{ iceParameters: types.IceParameters }>('transport:restartIce', {
      transportId: receiveTransport.id,
    });
    await receiveTransport.restartIce({ iceParameters });
  },
  async received(): Promise<{
    framesDecoded: number;
    audioEnergy: number;
    codecs: string[];
    height: number;
  }> {
    const result = { framesDecoded: 0, audioEnergy: 0, codecs: [] as string[], height: 0 };
    for (const consumer of consumers.values()) {
      result.codecs.push(consumer.rtpParameters.codecs[0]?.mimeType ?? '');
      for (const stat of (await consumer.getStats()).values()) {
        if (stat.type !== 'inbound-rtp') continue;
        result.framesDecoded += stat.framesDecoded ?? 0;
        result.audioEnergy += stat.totalAudioEnergy ?? 0;
        result.height = Math.max(result.height, stat.frameHeight ?? 0);
      }
    }
    return result;
  },
  async sent(): Promise<Record<string, unknown>[]> {
    const stats = await Promise.all(producers.map((producer) => producer.getStats()));
    return stats
      .flatMap((report) => [...report.values()])
      .filter((stat) => stat.type === 'outbound-rtp' && stat.kind === 'video')
      .map(({ rid, frameHeight, framesPerSecond, qualityLimitationReason, keyFramesEncoded, pliCount }) => ({
        rid,
        frameHeight,
        framesPerSecond,
        qualityLimitationReason,
        keyFramesEncoded,
        pliCount,
      }));
  },
  /** Packets of picture and of sound that have come in. */
  async packets(): Promise<{ video: number; audio: number }> {
    const result = { video: 0, audio: 0 };
    for (const consumer of consumers.values())
      for (const stat of (await consumer.getStats()).values())
        if (stat.type === 'inbound-rtp') result[consumer.kind] += stat.packetsReceived ?? 0;
    return result;
  },
  pictureId: (): string => [...consumers.values()].find(({ kind }) => kind === 'video')?.id ?? '',
  producerIds: (): string[] => producers.map(({ id }) => id),
  mute(muted: boolean): void {
    for (const producer of producers) {
      if (muted) producer.pause();
      else producer.resume();
    }
  },
  /** The camera is gone, and nobody says so. */
  async loseVideo(): Promise<void> {
    for (const producer of producers)
      if (producer.kind === 'video') await producer.replaceTrack({ track: null });
  },
  /** As if the cable were pulled: from now on nothing comes, and answers when the last picture went out. */
  async fallSilent(): Promise<number> {
    const atMs = Date.now();
    for (const producer of producers) await producer.replaceTrack({ track: null });
    return atMs;
  },
  async speakAgain(): Promise<void> {
    for (const producer of producers)
      await producer.replaceTrack({ track: sources.get(producer.id) ?? null });
  },
  /** Records what is published, as the studio does beside sending it. */
  record(): number {
    recorder = new MediaRecorder(new MediaStream([...sources.values()]), {
      mimeType: 'video/mp4;codecs=avc1.42e01f,opus',
      videoBitsPerSecond: 2_000_000,
      ...{ videoKeyFrameIntervalDuration: 2_000 },
    });
    recorder.addEventListener('dataavailable', ({ data }) => chunks.push(data));
    recorder.start(2_000);
    return Date.now();
  },
  async recordedChunks(): Promise<string[]> {
    const stopped = new Promise((resolve) => recorder?.addEventListener('stop', resolve));
    recorder?.stop();
    await stopped;
    return Promise.all(
      chunks.map(async (chunk) => {
        const bytes = new Uint8Array(await chunk.arrayBuffer());
        let text = '';
        for (let at = 0; at < bytes.length; at += 8_192)
          text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
        return btoa(text);
      }),
    );
  },
  hangUp(): void {
    sendTransport.close();
    producers.length = 0;
  },
};

window.rig = rig;
