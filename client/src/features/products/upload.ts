import type { ProductFileKind } from '@caipai/shared/domain/product-terms';
import { EVIDENCE_MAX_BYTES } from '@caipai/shared/limits';
import { type Result, refuse } from '@caipai/shared/protocol/result';
import type { ProductSheet } from '@caipai/shared/schemas/product';
import { newId } from '../../net/new-id.ts';

/** Sends a file as it is; what it is the server finds out by itself. */
export async function uploadFile(
  productId: string,
  kind: ProductFileKind,
  file: File,
): Promise<Result<ProductSheet>> {
  // A connection that is closed in the middle would not say why.
  if (file.size > EVIDENCE_MAX_BYTES) return refuse('input.tooLarge');
  const query = new URLSearchParams({ kind, name: Array.from(file.name).slice(-120).join('') });
  try {
    const response = await fetch(`/api/products/${productId}/files/${newId()}?${query}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    });
    return (await response.json()) as Result<ProductSheet>;
  } catch {
    return refuse('server.unavailable');
  }
}
