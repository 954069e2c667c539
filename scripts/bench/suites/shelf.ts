import { randomUUID } from 'node:crypto';
import { launchBrowser } from '../../../client/e2e/support/browser.ts';
import { fillShelf } from '../../../client/e2e/support/shelf.ts';
import { callRest, connectMember, type Member, openCrowd } from '../crowd.ts';
import { describeSpread, quantile, type Suite, say } from '../figures.ts';
import { openStudioRoom, type StudioRoom } from '../studio-room.ts';

const VIEWERS = 100;
const PINS = 40;
const WARM_UP = 3;

export const shelf: Suite = {
  name: 'shelf',
  says:
    'An instructor pins one product after the other while the anchor sends 1280 × 720 and 100 viewers with accounts ' +
    'of their own are in the room; the time from the request to the card at each viewer. The baseline is the way ' +
    'there and back of an empty request, asked by the same viewers at once.',
  figures: ['shelf_p50_ms', 'shelf_p99_ms'],
  async run(report) {
    await using open = new AsyncDisposableStack();
    const browser = await launchBrowser();
    open.defer(() => browser.close());
    const room = await openStudioRoom(browser);
    open.defer(() => room.close());
    const crowd = await openCrowd(room.server.baseUrl, room.sessionId, VIEWERS);
    open.defer(() => crowd.close());
    const delays = await measurePins(room, crowd.members);
    say(`cards: ${describeSpread(delays)}`);
    const trips = await measureTrips(crowd.members);
    for (const [name, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const)
      report({
        name: `shelf_${name}_ms`,
        value: quantile(delays, share),
        unit: 'ms',
        n: delays.length,
        baseline: {
          name: `an empty request of the same viewers at once, ${name}`,
          value: quantile(trips, share),
        },
      });
  },
};

async function measurePins({ server, sessionId, anchor }: StudioRoom, members: readonly Member[]) {
  const { cohortId } = await anchor.get<{ cohortId: string }>(`/sessions/${sessionId}`);
  const { items } = await fillShelf(anchor, { id: sessionId, cohortId }, [
    ['保温杯', 100],
    ['桂花蜜', 100],
  ]);
  const { cookie } = await callRest(server.baseUrl, '/demo/sign-in', { persona: 'instructor' });
  const coach = await connectMember(server.baseUrl, cookie);
  await coach.ask('session:join', { sessionId, as: 'coach' });
  const delays: number[] = [];
  let instead: string | null = null;
  for (let turn = 0; turn < PINS + WARM_UP; turn += 1) {
    const productId: string = items[turn % items.length]?.productId ?? '';
    const sentMs = performance.now();
    const arrivals = members.map(
      ({ socket }) =>
        new Promise<number>((resolve) => {
          const look = ({ shelf }: { shelf: { pinned: { productId: string } | null } }) => {
            if (shelf.pinned?.productId !== productId) return;
            socket.off('shelf:changed', look);
            resolve(performance.now() - sentMs);
          };
          socket.on('shelf:changed', look);
        }),
    );
    await coach.ask('shelf:pin', { sessionId, id: randomUUID(), productId, instead });
    const arrived = await Promise.all(arrivals);
    if (turn >= WARM_UP) delays.push(...arrived);
    instead = productId;
  }
  coach.socket.disconnect();
  return delays;
}

async function measureTrips(members: readonly Member[]): Promise<number[]> {
  const trips: number[] = [];
  for (let turn = 0; turn < PINS; turn += 1)
    await Promise.all(
      members.map(async (member) => {
        const sentMs = performance.now();
        await member.ask('clock:read', {});
        trips.push(performance.now() - sentMs);
      }),
    );
  return trips;
}
