import type { Result } from '@caipai/shared/protocol/result';
import type { TimelineItem } from '@caipai/shared/schemas/replay';
import type { ShelfDesk } from '@caipai/shared/schemas/shelf';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { goLive, startTestServer, type TestClient, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let sessionId: string;
let anchor: TestClient;
let buyer: TestClient;
const cookies = { anchor: '', coach: '', buyer: '' };
type Who = keyof typeof cookies;

const refusalOf = (result: Result<unknown>) => (result.ok ? 'accepted' : result.error.code);
const api = (who: Who, method: string, route: string, body?: unknown) =>
  server.http(method, `/api${route}`, { cookie: cookies[who], body });
const desk = async (): Promise<ShelfDesk> =>
  (await api('anchor', 'GET', `/sessions/${sessionId}/shelf`)).body.value;
const planOf = ({ items }: ShelfDesk) =>
  items.map(({ productId, priceFen, stock, limitPerPerson }) => ({
    ...{ productId, priceFen, stock, limitPerPerson },
  }));
async function item(title: string) {
  const found = (await desk()).items.find((each) => each.title.includes(title));
  if (!found) throw new Error(`no ${title} on the shelf`);
  return found;
}

beforeAll(async () => {
  server = await startTestServer();
  cookies.anchor = await server.signIn('anchor');
  cookies.coach = await server.signIn('instructor');
  cookies.buyer = await server.signIn('peer-1');
  sessionId = (await server.http('GET', '/api/sessions', { cookie: cookies.anchor })).body.value[0].id;
  [anchor, buyer] = await Promise.all([server.connect(cookies.anchor), server.connect(cookies.buyer)]);
});
afterAll(() => server?.stop());

it('of two who plan the shelf at once neither writes over the other', async () => {
  const seen = planOf(await desk());
  const put = (who: Who, items: typeof seen, before = seen) =>
    api(who, 'PUT', `/sessions/${sessionId}/shelf`, { items, seen: before });
  const fewer = seen.map((each, index) => (index === 0 ? { ...each, stock: 7 } : each));
  const turned = seen.toReversed();
  expect((await put('anchor', fewer)).status).toBe(200);
  const late = await put('coach', turned);
  expect([late.status, late.body.error.code]).toEqual([409, 'shelf.plannedMeanwhile']);
  expect(planOf(await desk())).toEqual(fewer);
  // Sent twice, it is planned once; and with what stands there before their eyes the other one plans on.
  expect((await put('anchor', fewer)).status).toBe(200);
  expect((await put('coach', turned, fewer)).status).toBe(200);
  expect(planOf(await desk())).toEqual(turned);
});

it('a coupon is for one order of a person, in whatever tab, and a new coupon is another one', async () => {
  await goLive(anchor, sessionId);
  const otherTab = await server.connect(cookies.buyer);
  for (const client of [buyer, otherTab]) {
    const joined = await client.ask('session:join', { sessionId, as: 'watch' });
    expect(joined.ok && joined.value.usedCouponIds).toEqual([]);
  }
  const mug = await item('保温杯');
  const at = { sessionId, productId: mug.productId };
  await anchor.ask('shelf:pin', { ...at, id: uuidv7(), instead: null });
  const give = async () => {
    const { revision } = await item('保温杯');
    const coupon = { offFen: 1_000, thresholdFen: 5_000, count: 9 };
    const answer = await anchor.ask('shelf:setCoupon', { ...at, id: uuidv7(), revision, coupon });
    expect(refusalOf(answer)).toBe('accepted');
    return (await item('保温杯')).coupon?.id;
  };
  const order = (totalFen: number) =>
    buyer.ask('order:place', { ...at, id: uuidv7(), quantity: 1, totalFen });
  const first = await give();
  expect(refusalOf(await order(mug.priceFen - 1_000))).toBe('accepted');
  for (const client of [buyer, otherTab])
    await client.hears('coupon:used', (fact) => fact.couponId === first);
  expect(refusalOf(await order(mug.priceFen - 1_000))).toBe('order.priceChanged');
  expect(refusalOf(await order(mug.priceFen))).toBe('accepted');
  expect((await item('保温杯')).coupon?.left).toBe(8);
  const back = await buyer.ask('session:join', { sessionId, as: 'watch' });
  expect(back.ok && back.value.usedCouponIds).toEqual([first]);
  await give();
  expect(refusalOf(await order(mug.priceFen - 1_000))).toBe('accepted');
});

it('a product whose needed paper is deleted leaves everybody’s screen, and the ledger says so', async () => {
  const honey = await item('桂花蜜');
  const { productId } = honey;
  const { pinnedProductId: instead } = await desk();
  await anchor.ask('shelf:pin', { sessionId, id: uuidv7(), productId, instead });
  await buyer.hears('shelf:changed', ({ shelf }) => shelf.pinned?.productId === productId);
  const sheet = (await api('coach', 'GET', `/products/${productId}`)).body.value;
  const [picture, paper] = ['picture', 'inspectionReport'].map(
    (kind) => sheet.files.find((file: { kind: string }) => file.kind === kind)?.id,
  );
  // What nobody asked for may go.
  if (picture)
    expect((await api('coach', 'DELETE', `/products/${productId}/files/${picture}`)).status).toBe(200);
  expect((await desk()).pinnedProductId).toBe(productId);
  buyer.heard.length = 0;
  expect((await api('coach', 'DELETE', `/products/${productId}/files/${paper}`)).status).toBe(200);
  await buyer.hears('shelf:changed', ({ shelf }) => shelf.pinned === null);
  expect((await desk()).pinnedProductId).toBeNull();
  const timeline: TimelineItem[] = (await api('buyer', 'GET', `/sessions/${sessionId}/timeline`)).body.value;
  const last = timeline.findLast(({ entry }) => entry.kind.startsWith('shelf.'));
  expect(last?.entry).toMatchObject({ kind: 'shelf.unpinned', productId });
});
