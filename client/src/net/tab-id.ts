import { newId } from './new-id.ts';

const KEY = 'caipai.tab';

/** The id of this tab, the same across reloads; see HandshakeAuth in shared/protocol. */
export function tabId(): string {
  const known = sessionStorage.getItem(KEY);
  if (known) return known;
  const made = newId();
  sessionStorage.setItem(KEY, made);
  return made;
}
