import type { CrewJob, CrewMember } from '@caipai/shared/schemas/crew';

/** In the order in which a crew is named. */
export const crewJobOrder: readonly CrewJob[] = [
  'assistantAnchor',
  'fieldControl',
  'operations',
  'scriptPlanner',
  'selector',
];

export function assistantOf(crew: readonly CrewMember[]): CrewMember['person'] | null {
  return crew.find(({ job }) => job === 'assistantAnchor')?.person ?? null;
}

export function jobsOfPerson(crew: readonly CrewMember[], userId: string): CrewJob[] {
  return crewJobOrder.filter((job) => crew.some((each) => each.job === job && each.person.id === userId));
}
