/**
 * Aho-Corasick on flat arrays: edges in an open hash keyed by (state, symbol), so that an alphabet of two thousand
 * characters costs no table of states × characters.
 */
export interface Automaton {
  /** Calls back for every occurrence of every word: its number and the place behind its last unit. */
  search(codes: Uint16Array, length: number, found: (word: number, end: number) => void): void;
  readonly states: number;
}

const NONE = -1;

export function buildAutomaton(words: readonly string[]): Automaton {
  const symbols = new Uint16Array(65_536);
  let symbolCount = 1;
  let mostStates = 1;
  for (const word of words) {
    if (word.length === 0) throw new Error('an empty word is everywhere');
    mostStates += word.length;
    for (let at = 0; at < word.length; at += 1) {
      const code = word.charCodeAt(at);
      if (symbols[code] === 0) symbols[code] = symbolCount++;
    }
  }
  let tableSize = 16;
  while (tableSize < mostStates * 2) tableSize *= 2;
  const mask = tableSize - 1;
  const keys = new Int32Array(tableSize).fill(NONE);
  const targets = new Int32Array(tableSize);
  const slotOf = (key: number): number => {
    let slot = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
    while (keys[slot] !== NONE && keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  };
  const edge = (state: number, symbol: number): number => {
    const slot = slotOf(state * symbolCount + symbol);
    return keys[slot] === NONE ? 0 : (targets[slot] as number);
  };

  const parents = new Int32Array(mostStates);
  const enteredBy = new Uint16Array(mostStates);
  const depths = new Int32Array(mostStates);
  const firstOutput = new Int32Array(mostStates).fill(NONE);
  const nextOutput = new Int32Array(words.length).fill(NONE);
  let states = 1;
  words.forEach((word, index) => {
    let state = 0;
    for (let at = 0; at < word.length; at += 1) {
      const symbol = symbols[word.charCodeAt(at)] as number;
      const key = state * symbolCount + symbol;
      const slot = slotOf(key);
      if (keys[slot] === NONE) {
        keys[slot] = key;
        targets[slot] = states;
        parents[states] = state;
        enteredBy[states] = symbol;
        depths[states] = at + 1;
        states += 1;
      }
      state = targets[slot] as number;
    }
    nextOutput[index] = firstOutput[state] as number;
    firstOutput[state] = index;
  });

  // Failure links by depth: a shallower state's is known before a deeper one asks for it.
  const order = statesByDepth(depths, states);
  const fail = new Int32Array(states);
  /** The nearest shorter suffix at which a word ends. */
  const shorter = new Int32Array(states);
  for (const state of order) {
    const parent = parents[state] as number;
    const symbol = enteredBy[state] as number;
    if (parent !== 0) {
      let candidate = fail[parent] as number;
      let target = edge(candidate, symbol);
      while (target === 0 && candidate !== 0) {
        candidate = fail[candidate] as number;
        target = edge(candidate, symbol);
      }
      fail[state] = target;
    }
    const suffix = fail[state] as number;
    shorter[state] = firstOutput[suffix] === NONE ? (shorter[suffix] as number) : suffix;
  }
  const roots = new Int32Array(symbolCount);
  for (let symbol = 1; symbol < symbolCount; symbol += 1) roots[symbol] = edge(0, symbol);

  return {
    states,
    search(codes, length, found) {
      let state = 0;
      for (let at = 0; at < length; at += 1) {
        const symbol = symbols[codes[at] as number] as number;
        if (symbol === 0) {
          state = 0;
          continue;
        }
        let next = 0;
        while (state !== 0) {
          next = edge(state, symbol);
          if (next !== 0) break;
          state = fail[state] as number;
        }
        state = state === 0 ? (roots[symbol] as number) : next;
        let ending = firstOutput[state] === NONE ? (shorter[state] as number) : state;
        while (ending !== 0) {
          for (let word = firstOutput[ending] as number; word !== NONE; word = nextOutput[word] as number) {
            found(word, at + 1);
          }
          ending = shorter[ending] as number;
        }
      }
    },
  };
}

function statesByDepth(depths: Int32Array, states: number): Int32Array {
  let deepest = 0;
  for (let state = 1; state < states; state += 1) deepest = Math.max(deepest, depths[state] as number);
  const next = new Int32Array(deepest + 2);
  for (let state = 1; state < states; state += 1) {
    const after = (depths[state] as number) + 1;
    next[after] = (next[after] as number) + 1;
  }
  // Depth 0 holds the root alone, which is left out.
  for (let depth = 1; depth < next.length; depth += 1) {
    next[depth] = (next[depth] as number) + (next[depth - 1] as number);
  }
  const order = new Int32Array(states - 1);
  for (let state = 1; state < states; state += 1) {
    const depth = depths[state] as number;
    order[next[depth] as number] = state;
    next[depth] = (next[depth] as number) + 1;
  }
  return order;
}
