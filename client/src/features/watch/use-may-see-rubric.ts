import { useMe } from '../../app/use-me.ts';
import { useSession } from '../live/room-context.tsx';

/** Nobody scores themselves; everyone else sees the sheet, also before it may be filled in. */
export function useMaySeeRubric(): boolean {
  const me = useMe();
  return useSession().anchor.id !== me.id;
}
