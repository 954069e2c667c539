import { useSyncExternalStore } from 'react';

/** Below this the page is laid out for a phone held upright. */
const query = typeof window === 'undefined' ? null : window.matchMedia('(max-width: 899px)');

export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      query?.addEventListener('change', changed);
      return () => query?.removeEventListener('change', changed);
    },
    () => query?.matches ?? false,
  );
}
