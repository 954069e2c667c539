import type { Hit, ProvedClaim } from '@caipai/shared/compliance/types';
import { useEffect, useMemo, useState } from 'react';
import { carriedHits } from './carried-hits.ts';
import { lintText } from './lint-client.ts';

const none: Hit[] = [];

/** What is risky in a text that is being typed. `facts` must stay the same array while they are the same. */
export function useHits(text: string, facts: readonly ProvedClaim[]): { hits: Hit[]; failed: boolean } {
  const [read, setRead] = useState({ text: '', hits: none });
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (text.trim() === '') return setRead({ text, hits: none });
    let current = true;
    lintText(text, facts).then(
      (hits) => {
        if (!current) return;
        setFailed(false);
        setRead({ text, hits });
      },
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [text, facts]);

  const hits = useMemo(
    () => (read.text === text ? read.hits : carriedHits(read.hits, read.text, text)),
    [read, text],
  );
  return { hits, failed };
}
