import type { Me } from '@caipai/shared/schemas/account';
import { useQuery } from '@tanstack/react-query';
import { siteQuery } from '../net/queries.ts';
import { RefusedError } from '../net/rest.ts';

/** The signed-in person; only for pages behind the member route, which lets nobody else in. */
export function useMe(): Me {
  const { data } = useQuery(siteQuery);
  if (!data?.me) throw new RefusedError({ code: 'auth.required' });
  return data.me;
}

/** Whether this person guides the cohort: its instructors, and administrators everywhere. */
export function coachesCohort(me: Me, cohortId: string): boolean {
  return me.role === 'admin' || me.cohorts.some((each) => each.id === cohortId && each.role === 'instructor');
}
