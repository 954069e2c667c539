import type { MediaFact } from '@caipai/shared/schemas/media';
import type { Logger } from 'pino';

export interface FactHub {
  tell(fact: MediaFact): void;
  onFact(listener: (fact: MediaFact) => void): () => void;
}

/** Hands facts to all listeners, in order; a listener that throws does not keep them from the others. */
export function createFactHub(log: Logger): FactHub {
  const listeners = new Set<(fact: MediaFact) => void>();
  return {
    tell(fact) {
      for (const listener of [...listeners]) {
        try {
          listener(fact);
        } catch (error) {
          log.error({ err: error, fact: fact.type }, 'fact listener failed');
        }
      }
    },
    onFact(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
