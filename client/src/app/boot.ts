import { readSiteEarly } from '../net/site.ts';

/** Longest time that drawing waits for the connection: on a slow network the two go side by side. */
const HEAD_START_MS = 250;

// The first script of every page, and a small one: what has to travel is sent for before anything is drawn.
void readSiteEarly();
if (/^\/sessions\/[^/]+\/(watch|coach|studio|console\/\w+)$/.test(location.pathname)) {
  const joining = import('./early-join.ts').then(({ joinByAddress }) => joinByAddress(location.pathname));
  // React would block the thread for as long as the handshake takes. A failure is told by the page.
  const headStart = new Promise((resolve) => setTimeout(resolve, HEAD_START_MS));
  await Promise.race([joining.catch(() => {}), headStart]);
}
await import('./main.tsx');
