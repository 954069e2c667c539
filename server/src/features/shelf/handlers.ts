import type { ParsedRequest } from '@caipai/shared/protocol/requests';
import type { ShelfItem } from '@caipai/shared/schemas/shelf';
import type { ShelfEntry } from '@caipai/shared/timeline/ledger-entry';
import type { Context } from '../../context.ts';
import { defineHandler, type Handler, type HandlerPorts, type Scope } from '../../realtime/define-handler.ts';
import type { ItemChange } from '../../store/repositories/shelf-offers.ts';
import type { ShelfAnnouncer } from './announcer.ts';

export interface ShelfPorts extends HandlerPorts, Pick<Context, 'ledger' | 'store' | 'clock' | 'broadcast'> {
  shelfAnnouncer: ShelfAnnouncer;
}

type What = ShelfEntry extends infer E
  ? E extends ShelfEntry
    ? Omit<E, 'atMs' | 'productId' | 'title'>
    : never
  : never;

export function shelfHandlers(ports: ShelfPorts): Handler[] {
  const { ledger, store, clock, broadcast, shelfAnnouncer } = ports;

  const done = async ({ session }: Scope, id: string) => (await store.ledger.find(session.id, id)) !== null;

  /** Whoever pressed is answered after the news of it, so that their next press starts from how it stands now. */
  async function record({ session, socket }: Scope, id: string, item: ShelfItem, what: What): Promise<null> {
    const { productId, title } = item;
    const told = shelfAnnouncer.now(session.id);
    await ledger.append({
      sessionId: session.id,
      entryId: id,
      actorId: socket.data.person.id,
      entry: { ...what, atMs: clock.nowMs(), productId, title } as ShelfEntry,
    });
    await told;
    return null;
  }

  function changing<N extends 'shelf:explain' | 'shelf:setFlash' | 'shelf:setCoupon' | 'shelf:setStock'>(
    name: N,
    say: (input: ParsedRequest<N>, nowMs: number) => { change: ItemChange; what: What },
  ): Handler {
    return defineHandler<N>(ports, name, 'shelf:control', async (scope, input) => {
      if (await done(scope, input.id)) return null;
      const { change, what } = say(input, clock.nowMs());
      const revision = 'revision' in input ? input.revision : null;
      const item = await store.shelf.changeItem(scope.session.id, input.productId, revision, change);
      return record(scope, input.id, item, what);
    });
  }

  return [
    defineHandler(ports, 'shelf:pin', 'shelf:control', async (scope, { id, productId, instead }) => {
      if (await done(scope, id)) return null;
      const changed = await store.shelf.pin(scope.session.id, productId, instead);
      if (changed?.pinned) {
        const { priceFen } = changed.pinned;
        return record(scope, id, changed.pinned, { kind: 'shelf.pinned', priceFen });
      }
      if (changed?.before) return record(scope, id, changed.before, { kind: 'shelf.unpinned' });
      return null;
    }),

    changing('shelf:explain', (_input, nowMs) => ({
      change: { explainedAtMs: nowMs },
      what: { kind: 'shelf.explained' },
    })),

    changing('shelf:setFlash', ({ flash }, nowMs) => {
      const standing = flash && { priceFen: flash.priceFen, untilMs: nowMs + flash.seconds * 1_000 };
      return {
        change: { flashPriceFen: standing?.priceFen ?? null, flashUntilMs: standing?.untilMs ?? null },
        what: { kind: 'shelf.flashPrice', flash: standing },
      };
    }),

    changing('shelf:setCoupon', ({ id, coupon }) => ({
      change: {
        couponId: coupon && id,
        couponOffFen: coupon?.offFen ?? null,
        couponThresholdFen: coupon?.thresholdFen ?? null,
        couponsLeft: coupon?.count ?? 0,
      },
      what: { kind: 'shelf.coupon', coupon },
    })),

    changing('shelf:setStock', ({ stock }) => ({ change: { stock }, what: { kind: 'shelf.stock', stock } })),

    defineHandler(ports, 'order:place', 'order:place', async ({ session, socket }, input) => {
      const userId = socket.data.person.id;
      const asked = { ...input, userId, nowMs: clock.nowMs() };
      const { order } = await store.shelf.order(asked);
      shelfAnnouncer.soon(session.id);
      const { id, productId, title, quantity, totalFen, couponId, atMs } = order;
      if (couponId !== null)
        broadcast.toPerson(session.id, userId, 'coupon:used', { sessionId: session.id, couponId });
      const sold = { kind: 'shelf.sold', atMs, productId, title, quantity } as const;
      const placed = { kind: 'order.placed', atMs, id, productId, title, quantity, totalFen } as const;
      // By the order's own id, so that one that was cut off here is completed when it is sent again.
      await Promise.all([
        ledger.append({ sessionId: session.id, entryId: `sold ${id}`, actorId: null, entry: sold }),
        ledger.append({ sessionId: session.id, entryId: id, actorId: userId, entry: placed }),
      ]);
      return { totalFen };
    }),
  ];
}
