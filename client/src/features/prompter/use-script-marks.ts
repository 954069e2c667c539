import type { LiveSegment } from '@caipai/shared/domain/rundown';
import { type RefObject, useEffect } from 'react';
import { useHits } from '../compliance/use-hits.ts';
import { useProductFacts } from '../products/use-product-facts.ts';
import type { Scroller } from './scroller.ts';

const names = ['wording-block', 'wording-warn'] as const;

/**
 * Underlines what should not be read out as it stands. Beside the text instead of in it: the scroller keeps the
 * reader's place by its one text node. Browsers that cannot do so show the words alone.
 */
export function useScriptMarks(
  segment: LiveSegment | null,
  text: RefObject<HTMLElement | null>,
  scroller: Scroller | null,
): void {
  const facts = useProductFacts(segment?.productId ?? null);
  const script = segment?.script ?? '';
  const { hits } = useHits(script, facts);
  useEffect(() => {
    const node = text.current?.firstChild;
    if (!scroller || !('highlights' in CSS) || node?.textContent !== script) return;
    for (const name of names) {
      const ranges = hits
        .filter(({ permitted, severity }) => !permitted && name.endsWith(severity))
        .map(
          ({ start, end }) =>
            new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end }),
        );
      CSS.highlights.set(name, new Highlight(...ranges));
    }
    return () => {
      for (const name of names) CSS.highlights.delete(name);
    };
  }, [hits, script, text, scroller]);
}
