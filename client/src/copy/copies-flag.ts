const KEY = 'caipai.copies';

/** Says without opening a database whether this browser may hold copies: most pages need nothing more. */
export function mayHoldCopies(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

export function flagCopies(held: boolean): void {
  try {
    if (held) localStorage.setItem(KEY, '1');
    else localStorage.removeItem(KEY);
  } catch {
    // A browser without this store keeps no copies either.
  }
}
