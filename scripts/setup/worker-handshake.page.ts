// The browser's half of worker-handshake.integration.test.ts: publishes its fake camera and microphone, watches
// itself through the worker, and tells how many pictures and sounds it decoded.

import type { types } from 'mediasoup-client';
import { Device } from 'mediasoup-client';

declare global {
  interface Window {
    /** The test's half, reached through the browser driver. */
    signal(request: SignalRequest): Promise<never>;
    roundTrip(framesWanted: number): Promise<RoundTrip>;
  }
}

export type SignalRequest =
  | { name: 'capabilities' }
  | { name: 'createTransport' }
  | { name: 'connect'; transportId: string; dtlsParameters: types.DtlsParameters }
  | { name: 'produce'; transportId: string; kind: types.MediaKind; rtpParameters: types.RtpParameters }
  | { name: 'consume'; transportId: string; producerId: string; rtpCapabilities: types.RtpCapabilities };

export interface RoundTrip {
  framesDecoded: number;
  audioSamples: number;
  firstFrameMs: number;
  dtlsVersion: string;
  srtpCipher: string;
}

window.roundTrip = async (framesWanted) => {
  const startedAt = performance.now();
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: await window.signal({ name: 'capabilities' }) });

  const sending = device.createSendTransport(await window.signal({ name: 'createTransport' }));
  answerConnect(sending);
  sending.on('produce', ({ kind, rtpParameters }, done, failed) => {
    window
      .signal({ name: 'produce', transportId: sending.id, kind, rtpParameters })
      .then((id) => done({ id }), failed);
  });
  const receiving = device.createRecvTransport(await window.signal({ name: 'createTransport' }));
  answerConnect(receiving);

  const camera = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  const watched = new MediaStream();
  let videoReceiver: RTCRtpReceiver | undefined;
  let audioReceiver: RTCRtpReceiver | undefined;
  for (const track of camera.getTracks()) {
    const producer = await sending.produce({ track });
    const consumer = await receiving.consume(
      await window.signal({
        name: 'consume',
        transportId: receiving.id,
        producerId: producer.id,
        rtpCapabilities: device.recvRtpCapabilities,
      }),
    );
    watched.addTrack(consumer.track);
    if (track.kind === 'video') videoReceiver = consumer.rtpReceiver;
    else audioReceiver = consumer.rtpReceiver;
  }

  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = watched;
  document.body.append(video);
  await video.play();
  const firstFrameMs = await shownFrames(video, 1).then(() => performance.now() - startedAt);
  await shownFrames(video, framesWanted);

  const transport = await findStats(videoReceiver, 'transport');
  return {
    framesDecoded: (await findStats(videoReceiver, 'inbound-rtp')).framesDecoded,
    audioSamples: (await findStats(audioReceiver, 'inbound-rtp')).totalSamplesReceived,
    firstFrameMs,
    dtlsVersion: transport.tlsVersion,
    srtpCipher: transport.srtpCipher,
  };
};

function answerConnect(transport: types.Transport) {
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    window.signal({ name: 'connect', transportId: transport.id, dtlsParameters }).then(done, failed);
  });
}

/** Resolves when the element has shown `wanted` further pictures. */
function shownFrames(video: HTMLVideoElement, wanted: number): Promise<void> {
  return new Promise((resolve) => {
    let shown = 0;
    const count = () => {
      shown += 1;
      if (shown >= wanted) resolve();
      else video.requestVideoFrameCallback(count);
    };
    video.requestVideoFrameCallback(count);
  });
}

async function findStats(receiver: RTCRtpReceiver | undefined, type: string) {
  for (const stats of (await receiver?.getStats())?.values() ?? []) {
    if (stats.type === type) return stats;
  }
  throw new Error(`the browser gives no ${type} statistics`);
}
