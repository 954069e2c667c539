import { newId } from './new-id.ts';

const KEY = 'caipai.tab';
let own: string | null = null;

/**
 * The id of this tab, the same across reloads; see HandshakeAuth in shared/protocol. It lies in the
 * session storage only between leaving and coming back: a duplicated tab gets a copy of that storage, and
 * two tabs with one id would take each other's media away.
 */
export function tabId(): string {
  if (own) return own;
  const id = take() ?? newId();
  own = id;
  window.addEventListener('pagehide', () => keep(id));
  return id;
}

function take(): string | null {
  try {
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return kept;
  } catch {
    return null;
  }
}

function keep(id: string): void {
  try {
    sessionStorage.setItem(KEY, id);
  } catch {
    // Without storage a reload begins as a new tab.
  }
}
