/// <reference lib="dom" />
import { codeBand, decodeTimeCode, drawTimeCode, fieldCentres } from '../../../scripts/fixtures/time-code.ts';

// Runs inside pages under test: looks at pictures and sound as a person would, through the elements.

export interface SeenFrame {
  /** Wall clock when the browser handed the frame to the screen. */
  wallMs: number;
  /** Wall clock when the screen was expected to show it. */
  shownMs: number;
  /** Position in the media's own time line, in milliseconds. */
  mediaMs: number;
  /** What its time code says; null when it cannot be read. */
  code: number | null;
}

export interface Reception {
  framesDecoded: number;
  frameHeight: number;
  /** Sum of the sound's energy since the beginning, as WebRTC statistics define it. */
  audioEnergy: number;
  /** Seconds of sound that went into it. */
  audioSeconds: number;
  /** How many voices come in, each as a stream of its own. */
  audioStreams: number;
}

const SAMPLE_PX = 8;
const COLUMNS = 16;
const ROWS = 3;
const HISTORY = 4_000;

const connections: RTCPeerConnection[] = [];
const seen = new Map<string, SeenFrame[]>();
const followed = new WeakSet<HTMLVideoElement>();
const canvas = new OffscreenCanvas(COLUMNS * SAMPLE_PX, ROWS * SAMPLE_PX);
const context = canvas.getContext('2d', { willReadFrequently: true });
const centres = fieldCentres(COLUMNS * SAMPLE_PX, ROWS * SAMPLE_PX);

const wallNow = () => performance.timeOrigin + performance.now();

const Original = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Original {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    connections.push(this);
  }
};

function video(selector: string): HTMLVideoElement {
  const element = document.querySelector(selector);
  const found = element instanceof HTMLVideoElement ? element : element?.querySelector('video');
  if (!found) throw new Error(`no video at ${selector}`);
  return found;
}

function media(selector: string): HTMLMediaElement {
  const element = document.querySelector(selector);
  return element instanceof HTMLAudioElement ? element : video(selector);
}

function codeOf(element: HTMLVideoElement): number | null {
  const { videoWidth, videoHeight } = element;
  if (!context || videoWidth === 0) return null;
  const band = codeBand(videoWidth, videoHeight);
  context.drawImage(element, band.left, band.top, band.width, band.height, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return decodeTimeCode(
    centres.map(({ x, y }) => {
      const at = (Math.floor(y) * canvas.width + Math.floor(x)) * 4;
      return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
    }),
  );
}

function follow(element: HTMLVideoElement, key: string, readCode: boolean): void {
  if (followed.has(element)) return;
  followed.add(element);
  const frames = seen.get(key) ?? [];
  seen.set(key, frames);
  const take: VideoFrameRequestCallback = (now, metadata) => {
    const origin = performance.timeOrigin;
    frames.push({
      wallMs: origin + now,
      shownMs: origin + metadata.expectedDisplayTime,
      mediaMs: metadata.mediaTime * 1_000,
      code: readCode ? codeOf(element) : null,
    });
    if (frames.length > HISTORY) frames.shift();
    element.requestVideoFrameCallback(take);
  };
  element.requestVideoFrameCallback(take);
}

/** Calls back for each element that matches, now or later; again when its key becomes another one. */
function whenThere(selector: string, act: (element: Element) => void, key = (_: Element) => ''): void {
  const known = new WeakMap<Element, string>();
  const look = () => {
    for (const element of document.querySelectorAll(selector)) {
      if (known.get(element) === key(element)) continue;
      known.set(element, key(element));
      act(element);
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
  look();
}

const probe = {
  /** Takes down every frame that `selector` shows from now on, also when the element comes later. */
  follow(selector: string, readCode = true): void {
    whenThere(`${selector}, ${selector} video`, (element) => {
      if (element instanceof HTMLVideoElement) follow(element, selector, readCode);
    });
  },
  frames(selector: string): SeenFrame[] {
    return seen.get(selector) ?? [];
  },
  forget(selector: string): void {
    seen.get(selector)?.splice(0);
  },
  /** The time code in what the element shows now. */
  code: (selector: string): number | null => codeOf(video(selector)),
  /** Stops the element and waits until it shows the frame of its position; answers code and position. */
  async still(selector: string): Promise<{ code: number | null; positionMs: number }> {
    const element = video(selector);
    element.pause();
    const nextFrame = () => new Promise((next) => requestAnimationFrame(next));
    const limitMs = performance.now() + 5_000;
    while (element.seeking || element.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
      if (performance.now() > limitMs) throw new Error(`${selector} found no frame`);
      await nextFrame();
    }
    for (let frame = 0; frame < 3; frame += 1) await nextFrame();
    return { code: codeOf(element), positionMs: element.currentTime * 1_000 };
  },
  /** What has come in over WebRTC, all connections together. */
  async reception(): Promise<Reception> {
    const sum: Reception = {
      framesDecoded: 0,
      frameHeight: 0,
      audioEnergy: 0,
      audioSeconds: 0,
      audioStreams: 0,
    };
    for (const connection of connections) {
      if (connection.connectionState === 'closed') continue;
      for (const entry of (await connection.getStats()).values()) {
        if (entry.type !== 'inbound-rtp') continue;
        sum.framesDecoded += entry.framesDecoded ?? 0;
        sum.frameHeight = Math.max(sum.frameHeight, entry.frameHeight ?? 0);
        sum.audioEnergy += entry.totalAudioEnergy ?? 0;
        if (entry.kind !== 'audio') continue;
        sum.audioSeconds += entry.totalSamplesDuration ?? 0;
        sum.audioStreams += 1;
      }
    }
    return sum;
  },
  /** Packets that have come in over the open connections. */
  async packets(): Promise<{ video: number; audio: number }> {
    const sum = { video: 0, audio: 0 };
    for (const connection of connections) {
      if (connection.connectionState === 'closed') continue;
      for (const entry of (await connection.getStats()).values())
        if (entry.type === 'inbound-rtp') sum[entry.kind as 'video' | 'audio'] += entry.packetsReceived ?? 0;
    }
    return sum;
  },
  /** Where a frame's time goes, from WebRTC's own statistics: means in milliseconds, by direction and kind. */
  async breakdown(): Promise<Record<string, Record<string, number | string>>> {
    const found: Record<string, Record<string, number | string>> = {};
    const mean = (seconds = 0, count = 0) => (count ? Math.round((seconds / count) * 10_000) / 10 : 0);
    for (const connection of connections) {
      if (connection.connectionState === 'closed') continue;
      for (const entry of (await connection.getStats()).values()) {
        if (entry.type === 'inbound-rtp') {
          found[`in ${entry.kind}`] = {
            jitterBuffer: mean(entry.jitterBufferDelay, entry.jitterBufferEmittedCount),
            jitterTarget: mean(entry.jitterBufferTargetDelay, entry.jitterBufferEmittedCount),
            assembly: mean(entry.totalAssemblyTime, entry.framesAssembledFromMultiplePackets),
            decode: mean(entry.totalDecodeTime, entry.framesDecoded),
            processing: mean(entry.totalProcessingDelay, entry.framesDecoded),
            freezes: entry.freezeCount ?? 0,
            lost: entry.packetsLost ?? 0,
            decoder: entry.decoderImplementation ?? '',
          };
        } else if (entry.type === 'outbound-rtp' && entry.kind === 'video') {
          found[`out ${entry.rid ?? 'video'}`] = {
            encode: mean(entry.totalEncodeTime, entry.framesEncoded),
            pacer: mean(entry.totalPacketSendDelay, entry.packetsSent),
            fps: entry.framesPerSecond ?? 0,
            lines: entry.frameHeight ?? 0,
            kbps: Math.round((entry.targetBitrate ?? 0) / 1_000),
            limitedBy: entry.qualityLimitationReason ?? '',
            encoder: entry.encoderImplementation ?? '',
          };
        }
      }
    }
    return found;
  },
  /** Root mean square from 0 to 1 of the sound that the element plays, over `ms` milliseconds. */
  async loudness(selector: string, ms: number): Promise<number> {
    const element = media(selector) as HTMLMediaElement & { captureStream(): MediaStream };
    const stream = element.srcObject instanceof MediaStream ? element.srcObject : element.captureStream();
    const tracks = stream.getAudioTracks();
    if (tracks.length === 0) return 0;
    const audio = new AudioContext();
    const analyser = audio.createAnalyser();
    analyser.fftSize = 2_048;
    audio.createMediaStreamSource(new MediaStream(tracks)).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let energy = 0;
    let count = 0;
    const endMs = performance.now() + ms;
    while (performance.now() < endMs) {
      await new Promise((next) => requestAnimationFrame(next));
      analyser.getFloatTimeDomainData(samples);
      for (const sample of samples) energy += sample * sample;
      count += samples.length;
    }
    await audio.close();
    return Math.sqrt(energy / Math.max(1, count));
  },
  /** Wall clock of the last press of a pointer button or key, as the browser stamped it. */
  lastInputMs: 0,
  /** Wall clock at which each element of `selector` had been painted, by the value of `attribute`. */
  paints: {} as Record<string, number>,
  notePaints(selector: string, attribute: string): void {
    const keyOf = (element: Element) => element.getAttribute(attribute) ?? '';
    const note = (element: Element) => {
      const key = keyOf(element);
      // Before the next frame this callback runs, after it the message is taken.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          probe.paints[key] ??= wallNow();
        };
        channel.port2.postMessage(null);
      });
    };
    whenThere(selector, note, keyOf);
  },
  wallNow,
};

for (const type of ['pointerdown', 'click', 'keydown'] as const) {
  window.addEventListener(
    type,
    (event) => {
      probe.lastInputMs = performance.timeOrigin + event.timeStamp;
    },
    { capture: true },
  );
}

/**
 * Replaces camera and microphone by a canvas that carries the wall clock of its drawing, and a tone: the
 * measure of glass to glass. Frame rate and size are the given ones, whatever the page asks for.
 */
function useClockCamera(size: { width: number; height: number; fps: number }): void {
  const { width, height, fps } = size;
  const stage = document.createElement('canvas');
  stage.width = width;
  stage.height = height;
  const pen = stage.getContext('2d', { alpha: false });
  if (!pen) throw new Error('no canvas');
  let audio: AudioContext | null = null;
  let drawing: ReturnType<typeof setInterval> | null = null;
  const draw = () => {
    const nowMs = Date.now();
    const sweep = (nowMs / 4) % width;
    pen.fillStyle = '#2a2f45';
    pen.fillRect(0, 0, width, height);
    for (let stripe = 0; stripe < 6; stripe += 1) {
      pen.fillStyle = `hsl(${(stripe * 60 + nowMs / 30) % 360} 60% 50%)`;
      pen.fillRect((sweep + (stripe * width) / 6) % width, (stripe * height) / 10, width / 9, height / 9);
    }
    drawTimeCode(pen, width, height, nowMs);
  };
  const start = () => {
    if (drawing) return;
    draw();
    drawing = setInterval(draw, 1_000 / fps);
  };
  const tone = () => {
    audio ??= new AudioContext();
    const oscillator = new OscillatorNode(audio, { frequency: 220 });
    const out = audio.createMediaStreamDestination();
    oscillator.connect(new GainNode(audio, { gain: 0.2 })).connect(out);
    oscillator.start();
    return out.stream.getAudioTracks();
  };
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = new MediaStream();
    if (wanted?.video) {
      start();
      for (const track of stage.captureStream(fps).getVideoTracks()) stream.addTrack(track);
    }
    if (wanted?.audio) for (const track of tone()) stream.addTrack(track);
    return stream;
  };
}

declare global {
  interface Window {
    probe: typeof probe;
    useClockCamera: typeof useClockCamera;
  }
}

window.probe = probe;
window.useClockCamera = useClockCamera;
