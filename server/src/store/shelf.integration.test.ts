import { rm } from 'node:fs/promises';
import { StudioError } from '@caipai/shared/errors/studio-error';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedClass } from '../testing/class-fixture.ts';
import { makeDataDir } from '../testing/database-template.ts';
import { startPostgres, type TestPostgres } from '../testing/postgres.ts';
import { type OpenDatabase, openDatabase } from './database.ts';
import { createStore, type Store } from './store.ts';

let postgres: TestPostgres;
let folder: string;

beforeAll(async () => {
  [postgres, folder] = await Promise.all([startPostgres(), makeDataDir('shelf')]);
});
afterAll(async () => {
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

const PRICE_FEN = 1_000;
const LIMIT = 3;

type Step =
  | { kind: 'order'; buyer: 'anchor' | 'peer' | 'instructor'; quantity: number; twice: boolean }
  | { kind: 'stock'; stock: number }
  | { kind: 'pin'; on: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('order' as const),
      buyer: fc.constantFrom('anchor' as const, 'peer' as const, 'instructor' as const),
      quantity: fc.integer({ min: 1, max: 4 }),
      twice: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('stock' as const), stock: fc.integer({ min: 0, max: 6 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pin' as const), on: fc.boolean() }) },
);

describe.each(['embedded', 'postgres'] as const)('orders on the %s back end', (backEnd) => {
  let opened: OpenDatabase;
  let store: Store;

  beforeAll(async () => {
    opened = await openDatabase({
      databaseUrl: backEnd === 'postgres' ? await postgres.createDatabase('shelf') : null,
      dataDir: folder,
      onIdleError: () => undefined,
    });
    store = createStore(opened.db);
  });
  afterAll(() => opened.close());

  async function openShelf(stock: number) {
    const { cohortId, sessionId, people } = await seedClass(opened.db, store);
    const productId = uuidv7();
    const goods = { id: productId, cohortId, title: '杯子', priceFen: PRICE_FEN, createdAtMs: 1 };
    await store.products.create(goods);
    await store.shelf.plan(
      sessionId,
      cohortId,
      [{ productId, priceFen: PRICE_FEN, stock, limitPerPerson: LIMIT }],
      [],
      false,
    );
    await store.shelf.pin(sessionId, productId, null);
    return { sessionId, productId, people };
  }

  it('whatever is pressed at the same time: no piece is sold twice, none is lost, nobody exceeds their share', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 8 }),
        fc.array(step, { minLength: 2, maxLength: 14 }),
        async (stock, steps) => {
          const { sessionId, productId, people } = await openShelf(stock);
          let restocked = false;
          const refusals: unknown[] = [];
          const place = (id: string, userId: string, quantity: number) =>
            store.shelf.order({
              ...{ id, sessionId, productId, userId, quantity },
              totalFen: quantity * PRICE_FEN,
              nowMs: 1,
            });
          await Promise.all(
            steps.flatMap((each): Promise<unknown>[] => {
              const kept = (promise: Promise<unknown>) => promise.catch((error) => refusals.push(error));
              if (each.kind === 'pin')
                return [
                  kept(store.shelf.pin(sessionId, each.on ? productId : null, each.on ? null : productId)),
                ];
              if (each.kind === 'stock') {
                restocked = true;
                return [kept(store.shelf.changeItem(sessionId, productId, null, { stock: each.stock }))];
              }
              const id = uuidv7();
              const buy = () => kept(place(id, people[each.buyer], each.quantity));
              return each.twice ? [buy(), buy()] : [buy()];
            }),
          );
          for (const refusal of refusals) {
            expect(refusal).toBeInstanceOf(StudioError);
            expect(['order.soldOut', 'order.overLimit', 'shelf.changedMeanwhile']).toContain(
              (refusal as StudioError).code,
            );
          }
          const { items, orders, newestOrders } = await store.shelf.read(sessionId);
          const [item] = items;
          const pieces = newestOrders.reduce((sum, { quantity }) => sum + quantity, 0);
          expect(item?.sold).toBe(pieces);
          expect(orders).toMatchObject({ pieces, totalFen: pieces * PRICE_FEN, count: newestOrders.length });
          expect(item?.stock).toBeGreaterThanOrEqual(0);
          if (!restocked) expect((item?.stock ?? 0) + pieces).toBe(stock);
          for (const mine of Map.groupBy(newestOrders, ({ by }) => by.id).values())
            expect(mine.reduce((sum, { quantity }) => sum + quantity, 0)).toBeLessThanOrEqual(LIMIT);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('two who reach for the last piece: one gets it', async () => {
    const { sessionId, productId, people } = await openShelf(1);
    const reach = (userId: string) =>
      store.shelf
        .order({ id: uuidv7(), sessionId, productId, userId, quantity: 1, totalFen: PRICE_FEN, nowMs: 1 })
        .then(
          () => 'got it',
          (error: StudioError) => error.code,
        );
    const fates = await Promise.all([reach(people.peer), reach(people.instructor)]);
    expect(fates.sort()).toEqual(['got it', 'order.soldOut']);
    expect((await store.shelf.read(sessionId)).items[0]).toMatchObject({ stock: 0, sold: 1 });
  });

  it('the database itself refuses a stock below nothing', async () => {
    const { sessionId, productId } = await openShelf(1);
    await expect(store.shelf.changeItem(sessionId, productId, null, { stock: -1 })).rejects.toThrow();
    expect((await store.shelf.read(sessionId)).items[0]?.stock).toBe(1);
  });
});
