/** Steps from a click to the picture, as they stand in the browser's performance timeline. */
export type WayMark =
  | 'join-sent'
  | 'joined'
  | 'device-ready'
  | 'receive-open'
  | 'consuming'
  | 'connected'
  | 'first-frame';

/** Notes the first time that a step is reached on this page; benches and bug reports read it. */
export function markWay(step: WayMark): void {
  const name = `caipai:${step}`;
  if (performance.getEntriesByName(name).length === 0) performance.mark(name);
}
