import type { UnprovedClaim } from '@caipai/shared/schemas/product';
import { lazy, Suspense } from 'react';
import { loadMessages } from '../../i18n/index.ts';

const UnprovedList = lazy(async () => {
  const [page] = await Promise.all([import('./unproved-list.tsx'), loadMessages('compliance', 'violation')]);
  return { default: page.UnprovedList };
});

/** What a product claims without proof, and which paper would prove it. */
export function UnprovedClaims({ claims }: { claims: readonly UnprovedClaim[] }) {
  if (claims.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <UnprovedList claims={claims} />
    </Suspense>
  );
}
