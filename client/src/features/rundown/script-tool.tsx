import { lazy, Suspense } from 'react';

const ScriptEditor = lazy(async () => ({ default: (await import('./script-editor.tsx')).ScriptEditor }));

/** The editor, fetched when somebody first opens it. */
export function ScriptTool() {
  return (
    <Suspense fallback={null}>
      <ScriptEditor />
    </Suspense>
  );
}
