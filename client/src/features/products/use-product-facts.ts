import type { ProvedClaim } from '@caipai/shared/compliance/types';
import { provedClaimsOf } from '@caipai/shared/domain/claim-proofs';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { productQuery } from '../../net/queries.ts';

const nothingProved: readonly ProvedClaim[] = [];

/** What may be said of this product because a paper proves it; nothing while no product is chosen. */
export function useProductFacts(productId: string | null): readonly ProvedClaim[] {
  const { data } = useQuery({ ...productQuery(productId ?? ''), enabled: productId !== null });
  return useMemo(() => (data ? provedClaimsOf(data) : nothingProved), [data]);
}
