import { Readable } from 'node:stream';
import type { ProductFileKind } from '@caipai/shared/domain/product-terms';
import type { Context } from '../../context.ts';
import type { PlannedItem } from '../../store/repositories/shelf-plan.ts';
import type { ProductFiles } from '../products/file-store.ts';
import { type DemoProduct, demoProducts } from './demo-content.ts';
import { paperPdf, picturePng } from './demo-files.ts';

type Ports = Pick<Context, 'store' | 'clock' | 'newId'> & { productFiles: ProductFiles };

async function seedProduct(
  { store, clock, newId, productFiles }: Ports,
  cohortId: string,
  userId: string | null,
  { content, picture, papers, claims }: DemoProduct,
): Promise<string> {
  const productId = newId();
  const nowMs = clock.nowMs();
  const made = papers.map((kind) => ({ kind, id: newId() }));
  await store.products.create({
    id: productId,
    cohortId,
    ...content,
    claims: claims.map(({ text, paper }) => ({
      id: newId(),
      text,
      evidenceId: made.find(({ kind }) => kind === paper)?.id ?? null,
    })),
    createdBy: userId,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  });
  const add = async (kind: ProductFileKind, id: string, name: string, bytes: Buffer) =>
    store.products.addFile({
      id,
      productId,
      kind,
      name,
      ...(await productFiles.take(Readable.from([bytes]))),
      uploadedBy: userId,
      uploadedAtMs: nowMs,
    });
  await add('picture', newId(), 'picture (sample).png', picturePng(picture));
  for (const { kind, id } of made) await add(kind, id, `${kind} (sample).pdf`, paperPdf(kind));
  return productId;
}

/** The demo's goods with their papers; answers what its session has on the shelf. */
export async function seedProducts(
  ports: Ports,
  cohortId: string,
  userId: string | null,
): Promise<PlannedItem[]> {
  const planned: PlannedItem[] = [];
  for (const product of demoProducts) {
    const productId = await seedProduct(ports, cohortId, userId, product);
    const { priceFen } = product.content;
    planned.push({ productId, priceFen, stock: product.stock, limitPerPerson: 5 });
  }
  return planned;
}
