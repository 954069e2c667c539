import type { CrewJob } from '../schemas/crew.ts';
import type { Cue, CueStage, CueTarget } from '../schemas/cue.ts';

/** Somebody on the crew, as a prompt sees them. */
export interface Hearer {
  anchor: boolean;
  jobs: readonly CrewJob[];
}

/** Whether a prompt to `target` is drawn for this person. */
export function isAddressed(target: CueTarget, { anchor, jobs }: Hearer): boolean {
  if (target === 'all') return anchor || jobs.length > 0;
  return target === 'anchor' ? anchor : jobs.includes(target);
}

/** Whose word says how far a prompt came: of one to all it is the anchor's. */
export function confirms(target: CueTarget, hearer: Hearer): boolean {
  return target === 'all' ? hearer.anchor : isAddressed(target, hearer);
}

/** When a prompt came how far. */
export type CueTimes = Pick<Cue, 'deliveredAtMs' | 'seenAtMs' | 'actedAtMs' | 'expiredAtMs'>;

export const noTimes: CueTimes = { deliveredAtMs: null, seenAtMs: null, actedAtMs: null, expiredAtMs: null };

/** The prompt with what is known since; each time is the first that was heard, and a later stage implies earlier ones. */
export function withStage<T extends CueTimes>(cue: T, stage: CueStage, atMs: number): T {
  switch (stage) {
    case 'delivered':
      return { ...cue, deliveredAtMs: cue.deliveredAtMs ?? atMs };
    case 'seen':
      return { ...withStage(cue, 'delivered', atMs), seenAtMs: cue.seenAtMs ?? atMs };
    case 'acted':
      return { ...withStage(cue, 'seen', atMs), actedAtMs: cue.actedAtMs ?? atMs };
    case 'expired':
      return { ...cue, expiredAtMs: cue.expiredAtMs ?? atMs };
  }
}
