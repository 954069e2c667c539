import type { Hit } from './types.ts';

/** Whether a hit asks for a change; the others are only worth a thought, or proved. */
export function asksForChange({ severity, permitted }: Hit): boolean {
  return severity !== 'notice' && !permitted;
}
