import type { Hit } from '@caipai/shared/compliance/types';
import { useState } from 'react';
import { HitCard } from './hit-card.tsx';
import marks from './hit-marks.module.css';
import { piecesOf, toneOf } from './pieces.ts';

export function MarkedText({ text, hits }: { text: string; hits: readonly Hit[] }) {
  return piecesOf(text, hits).map((piece) => {
    const hit = piece.hit === null ? undefined : hits[piece.hit];
    return hit ? <MarkedWords key={piece.start} words={piece.text} hit={hit} /> : piece.text;
  });
}

function MarkedWords({ words, hit }: { words: string; hit: Hit }) {
  const [opened, setOpened] = useState(false);
  return (
    <HitCard hit={hit} opened={opened} onClose={() => setOpened(false)}>
      {(describedBy) => (
        <button
          type="button"
          className={marks.mark}
          data-tone={toneOf(hit)}
          data-open={opened || undefined}
          aria-describedby={describedBy}
          onPointerEnter={({ pointerType }) => pointerType === 'mouse' && setOpened(true)}
          onPointerLeave={({ pointerType }) => pointerType === 'mouse' && setOpened(false)}
          onFocus={() => setOpened(true)}
          onBlur={() => setOpened(false)}
          onClick={() => setOpened(true)}
          data-testid="hit"
        >
          {words}
        </button>
      )}
    </HitCard>
  );
}
