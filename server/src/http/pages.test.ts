import { expect, it } from 'vitest';
import { documentFor, type Manifest } from './pages.ts';

const document =
  '<html><head><link rel="modulepreload" crossorigin href="/assets/base.js"></head><body></body></html>';
const manifest: Manifest = {
  '_base.js': { file: 'assets/base.js', imports: [], css: [] },
  '_player.js': {
    file: 'assets/player.js',
    imports: ['_base.js', 'src/features/watch/watch-page.tsx'],
    css: [],
  },
  'src/features/watch/watch-page.tsx': {
    file: 'assets/watch.js',
    imports: ['_base.js', '_player.js'],
    css: ['assets/watch.css'],
  },
};

it('names the files of the page behind the address, each once, and none that is named already', () => {
  const page = documentFor(document, manifest, '/sessions/1/watch');
  for (const file of ['watch.js', 'player.js', 'watch.css', 'base.js']) {
    expect(page.split(`"/assets/${file}"`)).toHaveLength(2);
  }
});

it('leaves the document as it is for a page without hints', () => {
  expect(documentFor(document, manifest, '/elsewhere').replace('\n', '')).toBe(document);
});
