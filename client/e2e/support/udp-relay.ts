// node udp-relay.ts <listen port> <target address> <target port>
// Passes datagrams on, each after a random time between zero and what was last written to its input, in milliseconds.
// One that waits holds up those behind it, as queues do: a network that is late seldom changes the order of a flow.
import { createSocket, type Socket } from 'node:dgram';
import { createInterface } from 'node:readline';

const [listenPort, targetAddress, targetPort] = process.argv.slice(2);
let mostMs = 0;
createInterface({ input: process.stdin })
  .on('line', (line) => {
    mostMs = Number(line);
  })
  .on('close', () => process.exit());

/** One direction of one flow. */
function lane(): (act: () => void) => void {
  let freeAtMs = 0;
  return (act) => {
    const nowMs = performance.now();
    freeAtMs = Math.max(freeAtMs, nowMs + Math.random() * mostMs);
    if (freeAtMs - nowMs < 1) act();
    else setTimeout(act, freeAtMs - nowMs);
  };
}

const inner = createSocket('udp4');
/** One socket for each browser, so that the answers find their way. */
const outer = new Map<string, { socket: Socket; up: ReturnType<typeof lane> }>();
inner.on('message', (message, from) => {
  const name = `${from.address}:${from.port}`;
  let way = outer.get(name);
  if (!way) {
    const socket = createSocket('udp4');
    const down = lane();
    socket.on('message', (answer) => down(() => inner.send(answer, from.port, from.address)));
    way = { socket, up: lane() };
    outer.set(name, way);
  }
  const { socket, up } = way;
  up(() => socket.send(message, Number(targetPort), targetAddress));
});
inner.bind(Number(listenPort), () => process.stdout.write('ready\n'));
