/// <reference lib="dom" />
import { Device, type types } from 'mediasoup-client';

// The page of bare-sfu.ts. With #watch in the address it watches at once, otherwise after a click.

async function ask<T>(name: string, input: object = {}): Promise<T> {
  const response = await fetch(`/ask/${name}`, { method: 'POST', body: JSON.stringify(input) });
  return response.json() as Promise<T>;
}

function wired(transport: types.Transport): types.Transport {
  transport.on('connect', ({ dtlsParameters }, done, fail) => {
    ask('connect', { transportId: transport.id, dtlsParameters }).then(() => done(), fail);
  });
  return transport;
}

const device = new Device();
const loaded = ask<types.RtpCapabilities>('capabilities').then((routerRtpCapabilities) =>
  device.load({ routerRtpCapabilities }),
);

async function publish(): Promise<void> {
  await loaded;
  const transport = wired(device.createSendTransport(await ask('openSend')));
  transport.on('produce', ({ kind, rtpParameters }, done, fail) => {
    ask<{ id: string }>('produce', { transportId: transport.id, kind, rtpParameters }).then(done, fail);
  });
  const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
  for (const track of stream.getTracks()) {
    if (track.kind === 'video') track.contentHint = 'motion';
    const h264 = device.sendRtpCapabilities.codecs?.find(({ mimeType }) => /h264/i.test(mimeType));
    await transport.produce(
      track.kind === 'video' ? { track, codec: h264, encodings: [{ maxBitrate: 2_500_000 }] } : { track },
    );
  }
}

interface Offer {
  id: string;
  producerId: string;
  kind: 'audio' | 'video';
  rtpParameters: types.RtpParameters;
}

async function watch(): Promise<void> {
  await loaded;
  const { offer, offers } = await ask<{ offer: types.TransportOptions; offers: Offer[] }>('openReceive', {
    rtpCapabilities: device.recvRtpCapabilities,
  });
  const transport = wired(device.createRecvTransport(offer));
  const consumers = await Promise.all(offers.map((each) => transport.consume(each)));
  const resumed = ask('resume', { consumerIds: consumers.map(({ id }) => id) });
  const video = document.querySelector('video');
  if (video) video.srcObject = new MediaStream(consumers.map(({ track }) => track));
  await resumed;
}

declare global {
  interface Window {
    publish: typeof publish;
  }
}

window.publish = publish;
document.querySelector('#watch')?.addEventListener('click', () => void watch());
if (location.hash === '#watch') void watch();
