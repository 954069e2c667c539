import { type Actor, mayWithProduct } from '@caipai/shared/domain/permissions';
import type { ProductFile, ProductSheet } from '@caipai/shared/schemas/product';
import type { ProductRow } from '../../store/repositories/products.ts';
import { unprovedOf } from '../../store/repositories/unproved.ts';

const person = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });

/** The only way from a product's row to the wire. */
export function presentProduct(row: ProductRow, actor: Actor, selected: ReadonlySet<string>): ProductSheet {
  const facts = { createdBy: row.createdBy, selects: selected.has(row.id) };
  const may = (action: 'product:edit' | 'product:setRequired') =>
    mayWithProduct(actor, facts, action).allowed;
  const files = row.files.map(
    (file): ProductFile => ({
      id: file.id,
      kind: file.kind,
      name: file.name,
      type: file.type,
      bytes: file.bytes,
      sha256: file.sha256,
      url: `/api/products/${row.id}/files/${file.id}`,
      uploadedBy: person(file.uploadedBy, file.uploaderName),
      uploadedAtMs: file.uploadedAtMs,
    }),
  );
  return {
    id: row.id,
    cohortId: row.cohortId,
    version: row.version,
    title: row.title,
    category: row.category,
    priceFen: row.priceFen,
    floorPriceFen: row.floorPriceFen,
    sellingPoints: row.sellingPoints,
    claims: row.claims,
    specification: row.specification,
    origin: row.origin,
    shelfLife: row.shelfLife,
    shipping: row.shipping,
    afterSales: row.afterSales,
    createdBy: person(row.createdBy, row.creatorName),
    updatedAtMs: row.updatedAtMs,
    requiredEvidence: row.requiredEvidence,
    files,
    checks: row.checks.map((each) => ({
      check: each.check,
      by: { id: each.checkedBy, name: each.checkerName },
      atMs: each.checkedAtMs,
      stale: each.checkedAtMs < row.updatedAtMs,
    })),
    unprovedClaims: unprovedOf(row, row.files),
    pictureUrl: files.find(({ kind }) => kind === 'picture')?.url ?? null,
    may: { edit: may('product:edit'), setRequired: may('product:setRequired') },
  };
}
