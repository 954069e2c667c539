import type { TransportOffer } from '@caipai/shared/schemas/media';
import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import type { Site } from './branches.ts';

/** Browsers check every 2.5 s; three lost checks in a row are a lost path. mediasoup's own default is 30 s. */
const ICE_CONSENT_TIMEOUT_S = 8;
/** How long a transport without a path may be healed by an ICE restart. */
const ICE_HEAL_MS = 20_000;
/** Enough for 720p at once; the estimator corrects it within a second. */
const INITIAL_OUTGOING_BPS = 2_000_000;

export interface TransportContext {
  maxPublishBitrateBps: number;
  log: Logger;
}

/** Opens a WebRTC transport that closes itself when the browser is gone for good. */
export async function openTransport(
  { router, slot }: Pick<Site, 'router' | 'slot'>,
  direction: 'send' | 'receive',
  context: TransportContext,
): Promise<types.WebRtcTransport> {
  const transport = await router.createWebRtcTransport({
    webRtcServer: slot.webRtcServer,
    enableUdp: true,
    enableTcp: true,
    preferUdp: true,
    initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BPS,
    iceConsentTimeout: ICE_CONSENT_TIMEOUT_S,
  });
  if (direction === 'send') await transport.setMaxIncomingBitrate(context.maxPublishBitrateBps);
  closeWhenLost(transport, context.log.child({ transportId: transport.id, direction }));
  return transport;
}

function closeWhenLost(transport: types.WebRtcTransport, log: Logger): void {
  let healTimer: NodeJS.Timeout | undefined;
  transport.on('icestatechange', (state) => {
    log.info({ iceState: state }, 'transport path changed');
    clearTimeout(healTimer);
    if (state === 'disconnected') healTimer = setTimeout(() => transport.close(), ICE_HEAL_MS);
    if (state === 'closed') transport.close();
  });
  transport.on('dtlsstatechange', (state) => {
    if (state !== 'closed' && state !== 'failed') return;
    log.info({ dtlsState: state }, 'transport lost');
    transport.close();
  });
  transport.observer.once('close', () => clearTimeout(healTimer));
}

export function transportOffer(transport: types.WebRtcTransport): TransportOffer {
  return {
    transportId: transport.id,
    iceParameters: { ...transport.iceParameters },
    iceCandidates: transport.iceCandidates.map((candidate) => ({ ...candidate })),
    dtlsParameters: { ...transport.dtlsParameters },
  };
}
