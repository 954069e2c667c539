import type { Refusal } from '@caipai/shared/protocol/result';
import type { Layout } from '@caipai/shared/schemas/session';
import { useState } from 'react';
import { useRoom } from '../live/room-context.tsx';

/** The page that asks shows the new layout with everybody else: when the server has told it. */
export function useSetLayout(): { setLayout: (layout: Layout) => Promise<void>; refusal: Refusal | null } {
  const room = useRoom();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  return {
    refusal,
    async setLayout(layout) {
      const answer = await room.session.ask('session:setLayout', { layout });
      setRefusal(answer.ok ? null : answer.error);
    },
  };
}
