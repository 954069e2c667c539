import type { KeyboardEvent } from 'react';
import { type Action, actionOfKey } from './actions.ts';
import type { Item } from './items.ts';

const steps: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** J and K move, letters act. The list keeps its keys to itself: a coach's deck has letters of its own. */
export function listKeys(options: {
  items: readonly Item[];
  chosenId: string | null;
  choose: (id: string | null) => void;
  offeredFor: (item: Item) => readonly Action[];
  act: (action: Action, item: Item) => void;
}) {
  const { items, chosenId, choose, offeredFor, act } = options;
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const at = items.findIndex(({ line }) => line.id === chosenId);
    const step = steps[key];
    if (step !== undefined) {
      const from = at < 0 ? (step > 0 ? items.length - 2 : items.length) : at;
      const next = items[Math.min(items.length - 1, Math.max(0, from + step))];
      if (next) choose(next.line.id);
    } else if (key === 'Escape' && chosenId !== null) choose(null);
    else {
      // On a button of the row the enter key is the button's own.
      if (key === 'Enter' && event.target !== event.currentTarget) return;
      const action = actionOfKey(event.key);
      if (!action) return;
      const item = items[at];
      if (item && offeredFor(item).includes(action)) act(action, item);
    }
    event.preventDefault();
    event.stopPropagation();
  };
}
