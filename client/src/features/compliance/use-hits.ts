import type { Hit, ProvedClaim } from '@caipai/shared/compliance/types';
import { useEffect, useMemo, useState } from 'react';
import { carriedHits } from './carried-hits.ts';
import { isAwake, lintText } from './lint-client.ts';

const none: Hit[] = [];

/** What is risky in a text that is being typed. `facts` must stay the same array while they are the same. */
export function useHits(
  text: string,
  facts: readonly ProvedClaim[],
): { hits: Hit[]; failed: boolean; checking: boolean } {
  const [read, setRead] = useState({ text: '', hits: none });
  const [failed, setFailed] = useState(false);
  const [checking, setChecking] = useState(false);

  useEffect(() => {
    if (text.trim() === '') return setRead({ text, hits: none });
    let current = true;
    setChecking(!isAwake());
    lintText(text, facts).then(
      (hits) => {
        if (!current) return;
        setFailed(false);
        setChecking(false);
        setRead({ text, hits });
      },
      () => {
        if (!current) return;
        setFailed(true);
        setChecking(false);
      },
    );
    return () => {
      current = false;
    };
  }, [text, facts]);

  const hits = useMemo(
    () => (read.text === text ? read.hits : carriedHits(read.hits, read.text, text)),
    [read, text],
  );
  return { hits, failed, checking: checking && text.trim() !== '' };
}
