import { networkInterfaces } from 'node:os';
import type { types } from 'mediasoup';

const LOOPBACK = '127.0.0.1';

/** IPv4 addresses of this machine that others can reach. */
export function localAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => entry.family === 'IPv4' && !entry.internal)
    .map((entry) => entry.address);
}

/**
 * Where a worker listens and what it announces. Every local address gets a socket of its own, since
 * one socket on 0.0.0.0 could announce one address only. An announced address that this machine does
 * not carry (a public address in front of NAT, a host name) is announced in place of the first local one.
 */
export function listenInfosFor(
  port: number,
  announced: readonly string[],
  local: readonly string[] = localAddresses(),
): types.TransportListenInfo[] {
  const bound = new Map<string, string | undefined>();
  if (announced.length === 0) {
    for (const address of [...local, LOOPBACK]) bound.set(address, undefined);
  } else {
    const foreign = announced.filter((address) => address !== LOOPBACK && !local.includes(address));
    for (const address of announced) {
      if (!foreign.includes(address)) bound.set(address, undefined);
    }
    const carriers = [...local, LOOPBACK].filter((address) => address !== LOOPBACK || local.length === 0);
    foreign.slice(0, carriers.length).forEach((address, index) => {
      const carrier = carriers[index];
      if (carrier) bound.set(carrier, address);
    });
  }
  return [...bound].flatMap(([ip, announcedAddress]) =>
    (['udp', 'tcp'] as const).map((protocol) => ({
      protocol,
      ip,
      port,
      ...(announcedAddress ? { announcedAddress, exposeInternalIp: announced.includes(ip) } : {}),
    })),
  );
}
