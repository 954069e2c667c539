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

/** What connects and joins. */
const early = [
  'src/app/early-join.ts',
  'src/rtc/native-device.ts',
  '../node_modules/socket.io-client/build/esm/index.js',
];
const frame = 'src/app/main.tsx';
const air = [frame, 'src/app/air-frame.tsx'];
const shell = [frame, 'src/app/shell.tsx'];

/** The modules that a page opened by its address will ask for: those that connect, and those that draw. */
const modulesOfPages: [RegExp, [connecting: string[], drawing: string[]]][] = [
  [/^\/sessions\/[^/]+\/watch$/, [early, [...air, 'src/features/watch/watch-page.tsx']]],
  [/^\/sessions\/[^/]+\/coach$/, [early, [...air, 'src/features/coach/coach-page.tsx']]],
  [/^\/sessions\/[^/]+\/studio$/, [early, [...air, 'src/features/studio/studio-page.tsx']]],
  [
    /^\/sessions\/[^/]+\/replay$/,
    [[], [...shell, 'src/features/replay/replay-page.tsx', '../node_modules/hls.js/dist/hls.light.mjs']],
  ],
  [/^\/sign-in$/, [[], [frame, 'src/features/auth/sign-in-page.tsx']]],
  [/^\/$/, [[], [...shell, 'src/features/home/home-page.tsx']]],
];

/** All files that the modules need, without those that are `named` already. */
function filesOf(manifest: Manifest, modules: readonly string[], named: (file: string) => boolean): string[] {
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
  return [...files].filter((file) => !named(file));
}

/**
 * The document for a path, with hints for the files of the page behind it: the browser then fetches
 * them together with the first script instead of after it. What draws does not stand in the way of what
 * connects.
 */
export function documentFor(document: string, manifest: Manifest, urlPath: string): string {
  const [connecting, drawing] = modulesOfPages.find(([pattern]) => pattern.test(urlPath))?.[1] ?? [
    [],
    [frame],
  ];
  const inDocument = (file: string) => document.includes(`"${file}"`);
  const first = filesOf(manifest, connecting, inDocument);
  const second = filesOf(manifest, drawing, (file) => inDocument(file) || first.includes(file));
  const hints = [
    ...first.map((file) => hint(file, '')),
    ...second.map((file) => hint(file, connecting.length > 0 ? 'fetchpriority="low" ' : '')),
  ];
  return document.replace('</head>', `${hints.join('\n')}\n</head>`);
}

function hint(file: string, priority: string): string {
  return file.endsWith('.css')
    ? `<link rel="preload" as="style" crossorigin href="${file}">`
    : `<link rel="modulepreload" ${priority}crossorigin href="${file}">`;
}

/** Reads the build once; the answer makes the document for a path. */
export function openPages(clientFolder: string): (urlPath: string) => string {
  const document = readFileSync(path.join(clientFolder, 'index.html'), 'utf8');
  const manifest = manifestSchema.parse(
    JSON.parse(readFileSync(path.join(clientFolder, '.vite/manifest.json'), 'utf8')),
  );
  return (urlPath) => documentFor(document, manifest, urlPath);
}
