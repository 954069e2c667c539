import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** What Vite writes about each module of the build: its file, and what that file imports at once. */
const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);
export type Manifest = z.infer<typeof manifestSchema>;

/** What connects and joins comes before what draws. */
const early = [
  'src/app/early-join.ts',
  'src/rtc/native-device.ts',
  '../node_modules/socket.io-client/build/esm/index.js',
];
const frame = 'src/app/main.tsx';
const air = 'src/app/air-frame.tsx';
const shell = 'src/app/shell.tsx';

/** The modules that a page opened by its address will ask for, in the order in which it needs them. */
const modulesOfPages: [RegExp, string[]][] = [
  [/^\/sessions\/[^/]+\/watch$/, [...early, frame, air, 'src/features/watch/watch-page.tsx']],
  [/^\/sessions\/[^/]+\/coach$/, [...early, frame, air, 'src/features/coach/coach-page.tsx']],
  [/^\/sessions\/[^/]+\/studio$/, [...early, frame, air, 'src/features/studio/studio-page.tsx']],
  [
    /^\/sessions\/[^/]+\/replay$/,
    [frame, shell, 'src/features/replay/replay-page.tsx', '../node_modules/hls.js/dist/hls.light.mjs'],
  ],
  [/^\/sign-in$/, [frame, 'src/features/auth/sign-in-page.tsx']],
  [/^\/$/, [frame, shell, 'src/features/home/home-page.tsx']],
];

/** All files that the modules need, without those that the document names already. */
function filesOf(manifest: Manifest, modules: readonly string[], document: string): string[] {
  const files = new Set<string>();
  const visited = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk || visited.has(key)) return;
    visited.add(key);
    for (const file of [chunk.file, ...chunk.css]) files.add(`/${file}`);
    chunk.imports.forEach(visit);
  };
  modules.forEach(visit);
  return [...files].filter((file) => !document.includes(`"${file}"`));
}

/**
 * The document for a path, with hints for the files of the page behind it: the browser then fetches
 * them together with the first script instead of after it.
 */
export function documentFor(document: string, manifest: Manifest, urlPath: string): string {
  const modules = modulesOfPages.find(([pattern]) => pattern.test(urlPath))?.[1] ?? [frame];
  const hints = filesOf(manifest, modules, document).map((file) =>
    file.endsWith('.css')
      ? `<link rel="preload" as="style" crossorigin href="${file}">`
      : `<link rel="modulepreload" crossorigin href="${file}">`,
  );
  return document.replace('</head>', `${hints.join('\n')}\n</head>`);
}

/** Reads the build once; the answer makes the document for a path. */
export function openPages(clientFolder: string): (urlPath: string) => string {
  const document = readFileSync(path.join(clientFolder, 'index.html'), 'utf8');
  const manifest = manifestSchema.parse(
    JSON.parse(readFileSync(path.join(clientFolder, '.vite/manifest.json'), 'utf8')),
  );
  return (urlPath) => documentFor(document, manifest, urlPath);
}
