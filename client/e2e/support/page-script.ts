import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const bundled = new Map<string, Promise<string>>();

/** Bundles a TypeScript module into one classic script that can be injected into a page. */
export function pageScript(entry: URL): Promise<string> {
  const path = fileURLToPath(entry);
  let script = bundled.get(path);
  if (!script) {
    script = bundle(path);
    bundled.set(path, script);
  }
  return script;
}

async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      lib: { entry, formats: ['iife'], name: 'caipaiPageScript', fileName: 'page' },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const chunk = outputs.find((output) => output.type === 'chunk');
  if (!chunk) throw new Error(`${entry} was not bundled`);
  return chunk.code;
}
