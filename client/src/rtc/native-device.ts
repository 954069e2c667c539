import { Device, detectDevice } from 'mediasoup-client';
import { Chrome74 } from 'mediasoup-client/handlers/Chrome74';
import { Chrome111 } from 'mediasoup-client/handlers/Chrome111';
import { Firefox120 } from 'mediasoup-client/handlers/Firefox120';
import { Safari12 } from 'mediasoup-client/handlers/Safari12';

type HandlerFactory = ReturnType<typeof Chrome111.createFactory>;
type Direction = Parameters<HandlerFactory['getNativeRtpCapabilities']>[0]['direction'];

const handlers = { Chrome111, Chrome74, Firefox120, Safari12 };

let primed: HandlerFactory | null = null;

/**
 * What this browser can send and receive does not depend on the server. To find out takes two peer
 * connections and some 80 ms; asked once and ahead of time, that is off the way from click to picture.
 */
export function primeHandler(): HandlerFactory | null {
  if (primed) return primed;
  const name = detectDevice();
  const handler = name && name in handlers ? handlers[name as keyof typeof handlers] : null;
  if (!handler) return null;
  const factory = handler.createFactory({});
  const known = new Map<Direction, ReturnType<HandlerFactory['getNativeRtpCapabilities']>>();
  const getNativeRtpCapabilities: HandlerFactory['getNativeRtpCapabilities'] = ({ direction }) => {
    const capabilities = known.get(direction) ?? factory.getNativeRtpCapabilities({ direction });
    known.set(direction, capabilities);
    return capabilities;
  };
  primed = { ...factory, getNativeRtpCapabilities };
  for (const direction of ['recvonly', 'sendonly'] as const)
    getNativeRtpCapabilities({ direction }).catch(() => known.delete(direction));
  return primed;
}

/** Throws mediasoup's `UnsupportedError` in a browser that it does not know. */
export function newDevice(): Device {
  const handlerFactory = primeHandler();
  return handlerFactory ? new Device({ handlerFactory }) : new Device();
}
