import { readSiteEarly } from '../net/site.ts';

// The first script of every page, and a small one: what has to travel is sent for before anything is drawn.
void readSiteEarly();
if (/^\/sessions\/[^/]+\/(watch|coach|studio)$/.test(location.pathname)) {
  // Without it the page joins by itself, only later.
  await import('./early-join.ts').then(
    ({ joinByAddress }) => void joinByAddress(location.pathname),
    () => {},
  );
}
await import('./main.tsx');
