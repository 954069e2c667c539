import type { Hit, ProvedClaim } from '@caipai/shared/compliance/types';
import LintWorker from './lint-worker.ts?worker';

export interface LintQuestion {
  id: number;
  text: string;
  facts: readonly ProvedClaim[];
}
export interface LintAnswer {
  id: number;
  hits: Hit[];
}

interface Waiting {
  resolve: (hits: Hit[]) => void;
  reject: (cause: Error) => void;
}

let worker: Worker | null = null;
let asked = 0;
const waiting = new Map<number, Waiting>();
let awake = false;

/** Whether the lexicon is there: from then on answers come at once. */
export const isAwake = (): boolean => awake;

/** Fetches the lexicon before there is anything to read. */
export function wake(): void {
  if (!worker) lintText('', []).catch(() => {});
}

function started(): Worker {
  if (worker) return worker;
  const made = new LintWorker({ name: 'compliance' });
  made.addEventListener('message', ({ data }: MessageEvent<LintAnswer>) => {
    awake = true;
    waiting.get(data.id)?.resolve(data.hits);
    waiting.delete(data.id);
  });
  // Nothing will come any more; the next text tries again.
  made.addEventListener('error', () => {
    made.terminate();
    worker = null;
    awake = false;
    for (const { reject } of waiting.values()) reject(new Error('the compliance worker failed'));
    waiting.clear();
  });
  worker = made;
  return made;
}

/** Reads a text beside the page. Answers come in the order of the questions. */
export function lintText(text: string, facts: readonly ProvedClaim[]): Promise<Hit[]> {
  return new Promise((resolve, reject) => {
    const question: LintQuestion = { id: ++asked, text, facts };
    waiting.set(question.id, { resolve, reject });
    started().postMessage(question);
  });
}
