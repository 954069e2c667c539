import { deflateSync } from 'node:zlib';
import { EVIDENCE_MAX_BYTES, FILES_PER_PRODUCT } from '@caipai/shared/limits';
import type { ProductSheet } from '@caipai/shared/schemas/product';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let cohortId: string;
let sessionId: string;
const cookies = { anchor: '', maker: '', coach: '', other: '' };
type Who = keyof typeof cookies;

const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n');
const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108020000009077', 'hex'),
  deflateSync(Buffer.alloc(4)),
]);

const content = {
  title: '桂花糕',
  category: 'food',
  priceFen: 2_990,
  floorPriceFen: 1_990,
  sellingPoints: [],
  claims: [],
  specification: '200 g',
  origin: '桂林',
  shelfLife: '30 天',
  shipping: '48 小时',
  afterSales: '七天',
};

const api = (who: Who, method: string, route: string, body?: unknown) =>
  server.http(method, `/api${route}`, { cookie: cookies[who], body });

async function create(who: Who, change: object = {}) {
  return api(who, 'POST', `/cohorts/${cohortId}/products`, { id: uuidv7(), ...content, ...change });
}
const created = async (who: Who, change: object = {}): Promise<ProductSheet> =>
  (await create(who, change)).body.value;

async function upload(who: Who, productId: string, bytes: Buffer, name: string, kind = 'inspectionReport') {
  const query = new URLSearchParams({ kind, name });
  const id = uuidv7();
  const response = await fetch(
    `http://127.0.0.1:${server.running.port}/api/products/${productId}/files/${id}?${query}`,
    { method: 'PUT', headers: { cookie: cookies[who] }, body: new Uint8Array(bytes) },
  );
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  return { id, status: response.status, body: (await response.json()) as any };
}

beforeAll(async () => {
  server = await startTestServer();
  cookies.anchor = await server.signIn('anchor');
  cookies.maker = await server.signIn('peer-1');
  cookies.other = await server.signIn('peer-2');
  cookies.coach = await server.signIn('instructor');
  const [session] = (await api('anchor', 'GET', '/sessions')).body.value;
  cohortId = session.cohortId;
  sessionId = session.id;
});
afterAll(() => server?.stop());

describe('what a product holds', () => {
  it('anybody of the class makes one, and the same request twice makes one', async () => {
    const id = uuidv7();
    const first = await create('maker', { id });
    expect(first.status).toBe(200);
    expect((await create('maker', { id })).body.value).toEqual(first.body.value);
    expect(first.body.value.may).toEqual({ edit: true, setRequired: false });
  });

  it.each([
    { priceFen: -1 },
    { priceFen: 0 },
    { priceFen: 79.9 },
    { priceFen: 100_000_001 },
    { priceFen: '79' },
    { floorPriceFen: 3_000 },
    { floorPriceFen: -5 },
    { category: 'weapons' },
    { title: '   ' },
  ])('%o is refused', async (change) => {
    const answer = await create('maker', change);
    expect(['input.invalid', 'input.tooLarge']).toContain(answer.body.error.code);
  });

  it('markup in names stays the text that it is', async () => {
    const title = '<img src=x onerror=alert(1)>';
    const product = await created('maker', { title });
    expect(product.title).toBe(title);
    const named = await upload('maker', product.id, pdf, '"><script>alert(1)</script>.pdf');
    expect(named.body.value.files[0].name).toBe('"><script>alert(1)</script>.pdf');
  });

  it('what somebody else saved meanwhile is not written over', async () => {
    const product = await created('maker');
    const save = (who: Who, title: string) =>
      api(who, 'PUT', `/products/${product.id}`, { ...content, title, version: product.version });
    expect((await save('coach', '导师改过')).body.value.version).toBe(2);
    expect((await save('maker', '我也改了')).body.error.code).toBe('product.changedMeanwhile');
    expect((await api('maker', 'GET', `/products/${product.id}`)).body.value.title).toBe('导师改过');
  });
});

describe('who may do what with a product', () => {
  it('its maker and coaches edit, the class looks, and only coaches rule on the papers', async () => {
    const product = await created('maker');
    const edit = (who: Who) => api(who, 'PUT', `/products/${product.id}/checks/sample`, { done: true });
    const rule = (who: Who) =>
      api(who, 'PUT', `/products/${product.id}/required-evidence`, { requiredEvidence: [] });
    expect((await api('other', 'GET', `/products/${product.id}`)).status).toBe(200);
    expect((await edit('other')).status).toBe(403);
    expect((await upload('other', product.id, pdf, 'a.pdf')).status).toBe(403);
    expect((await api('other', 'DELETE', `/products/${product.id}`)).status).toBe(403);
    expect((await edit('maker')).status).toBe(200);
    expect((await rule('maker')).status).toBe(403);
    expect((await rule('coach')).body.value.requiredEvidence).toEqual([]);
  });

  it('the selector of a session edits what is on its shelf, until the job is somebody else’s', async () => {
    const product = await created('maker');
    const item = { productId: product.id, priceFen: 2_990, stock: 1, limitPerPerson: 1 };
    const shelf = (await api('anchor', 'GET', `/sessions/${sessionId}/shelf`)).body.value.items;
    const seen = shelf.map(({ productId, priceFen, stock, limitPerPerson }: typeof item) => ({
      productId,
      priceFen,
      stock,
      limitPerPerson,
    }));
    await api('anchor', 'PUT', `/sessions/${sessionId}/shelf`, { items: [...seen, item], seen });
    const me = (await api('other', 'GET', '/site')).body.value.me.id;
    const assign = (selector: string | null) =>
      api('anchor', 'PATCH', `/sessions/${sessionId}`, { crew: { selector } });
    const edit = () => api('other', 'PUT', `/products/${product.id}/checks/sample`, { done: true });
    expect((await edit()).status).toBe(403);
    await assign(me);
    expect((await edit()).body.value.checks).toMatchObject([
      { check: 'sample', by: { id: me }, stale: false },
    ]);
    expect((await api('other', 'DELETE', `/products/${product.id}`)).body.error.code).toBe('product.inUse');
    await assign(null);
    expect((await edit()).status).toBe(403);
  });

  it('to people of another class there is no product and no file of it', async () => {
    const away = (await api('coach', 'POST', '/cohorts', { name: '二班' })).body.value.id;
    const id = uuidv7();
    expect((await api('coach', 'POST', `/cohorts/${away}/products`, { id, ...content })).status).toBe(200);
    const file = await upload('coach', id, pdf, 'a.pdf');
    for (const route of [`/products/${id}`, `/products/${id}/files/${file.id}`]) {
      expect((await api('maker', 'GET', route)).body.error.code).toBe('product.notFound');
      expect((await server.http('GET', `/api${route}`)).body.error.code).toBe('auth.required');
    }
    expect((await upload('maker', id, pdf, 'b.pdf')).body.error.code).toBe('product.notFound');
    expect((await api('maker', 'GET', `/cohorts/${away}/products`)).body.error.code).toBe('cohort.notFound');
  });
});

describe('evidence', () => {
  it('is told by its bytes: a page called .pdf and a program called .png are refused', async () => {
    const product = await created('maker');
    for (const [bytes, name] of [
      [Buffer.from('<!doctype html><script>alert(1)</script>'), 'licence.pdf'],
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'report.png'],
      [Buffer.from('MZ\x90\x00'.padEnd(200, 'x'), 'latin1'), 'report.png'],
      [Buffer.from('GIF89a'.padEnd(64, '\0'), 'latin1'), 'report.jpg'],
      [Buffer.alloc(0), 'empty.pdf'],
    ] as const)
      expect((await upload('maker', product.id, bytes, name)).body.error.code).toBe('evidence.wrongType');
    const kept = await upload('maker', product.id, pdf, 'licence.exe');
    expect(kept.body.value.files).toMatchObject([{ type: 'application/pdf', bytes: pdf.length }]);
    expect((await upload('maker', product.id, pdf, 'a.pdf', 'picture')).body.error.code).toBe(
      'evidence.wrongType',
    );
  });

  it('goes out as an attachment named after its content, and never runs', async () => {
    const product = await created('maker');
    const { id } = await upload('maker', product.id, pdf, '营业执照.html');
    const answer = await fetch(
      `http://127.0.0.1:${server.running.port}/api/products/${product.id}/files/${id}`,
      { headers: { cookie: cookies.other } },
    );
    expect(Buffer.from(await answer.arrayBuffer()).equals(pdf)).toBe(true);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;.*%E6%89%A7%E7%85%A7\.pdf/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('is refused when it is too large, and when a product has too many', async () => {
    const product = await created('maker');
    const large = Buffer.concat([pdf, Buffer.alloc(EVIDENCE_MAX_BYTES)]);
    expect((await upload('maker', product.id, large, 'a.pdf')).status).toBe(413);
    const many = await Promise.all(
      Array.from({ length: FILES_PER_PRODUCT + 3 }, (_, n) => upload('maker', product.id, pdf, `${n}.pdf`)),
    );
    const refused = many.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(3);
    for (const { body } of refused) expect(body.error.code).toBe('evidence.tooMany');
  });

  it('is gone when it was deleted, and what was ticked before says that it is older', async () => {
    const product = await created('maker', { category: 'general' });
    const { id } = await upload('maker', product.id, png, 'a.png', 'picture');
    const route = `/products/${product.id}`;
    expect((await api('maker', 'PUT', `${route}/checks/evidence`, { done: true })).status).toBe(200);
    const after = await api('maker', 'DELETE', `${route}/files/${id}`);
    expect(after.body.value.files).toEqual([]);
    expect(after.body.value.checks).toMatchObject([{ check: 'evidence', stale: true }]);
    expect((await api('maker', 'GET', `${route}/files/${id}`)).status).toBe(404);
  });

  it('says what is claimed without proof, and takes the proof when it is linked to the very words', async () => {
    const text = '增强免疫力';
    const claims = [{ id: 'a', text, evidenceId: null as string | null }];
    const product = await created('maker', { claims, sellingPoints: [`每天一块，${text}`] });
    const route = `/products/${product.id}`;
    expect(product.unprovedClaims).toMatchObject([
      { words: text, severity: 'block', permittedBy: 'health-food-registration' },
    ]);
    expect((await api('other', 'GET', route)).body.value.unprovedClaims).toHaveLength(1);
    const { id } = await upload('maker', product.id, pdf, '批件.pdf', 'healthRegistration');
    const tick = () => api('maker', 'PUT', `${route}/checks/claims`, { done: true });
    expect((await tick()).body.error.code).toBe('product.checkUnmet');
    const linked = await api('maker', 'PUT', route, {
      ...{ ...content, version: product.version, sellingPoints: product.sellingPoints },
      claims: [{ id: 'a', text, evidenceId: id }],
    });
    expect(linked.body.value.unprovedClaims).toEqual([]);
    expect((await tick()).status).toBe(200);
    const after = await api('maker', 'DELETE', `${route}/files/${id}`);
    expect(after.body.value.unprovedClaims).toHaveLength(1);
    expect((await tick()).body.error.code).toBe('product.checkUnmet');
  });

  it('what is missing is not ticked as present', async () => {
    const product = await created('maker');
    const tick = (check: string) =>
      api('maker', 'PUT', `/products/${product.id}/checks/${check}`, { done: true });
    expect((await tick('evidence')).body.error.code).toBe('product.checkUnmet');
    expect((await tick('facts')).status).toBe(200);
    await upload('maker', product.id, pdf, 'a.pdf', 'businessLicence');
    await upload('maker', product.id, pdf, 'b.pdf', 'inspectionReport');
    expect((await tick('evidence')).status).toBe(200);
  });
});
