import type { Hit } from '@caipai/shared/compliance/types';
import { lazy, Suspense } from 'react';
import { loadMessages } from '../../i18n/index.ts';

const MarkedText = lazy(async () => {
  const [page] = await Promise.all([import('./marked-text.tsx'), loadMessages('compliance', 'violation')]);
  return { default: page.MarkedText };
});

/**
 * A text to read with its hits underlined; each tells why when it is pointed at, focused or tapped. Who shows it needs
 * neither lexicon nor messages: the hits come from where the text was read, the rest is fetched with the first hit.
 */
export function TextWithHits({ text, hits }: { text: string; hits: readonly Hit[] }) {
  if (hits.length === 0) return text;
  return (
    <Suspense fallback={text}>
      <MarkedText text={text} hits={hits} />
    </Suspense>
  );
}
