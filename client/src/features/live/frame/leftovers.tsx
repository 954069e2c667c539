import { useEffect } from 'react';
import { useMe } from '../../../app/use-me.ts';
import { serverNow } from '../../../net/clock.ts';
import { call } from '../../../net/rest.ts';
import { ask } from '../../../net/socket.ts';
import { sendLeftovers, tellUnsent } from '../../../state/live/unsent.ts';
import { UnsentNotice } from './unsent-notice.tsx';

/** On pages off air: sends what sessions that are over left behind here, and tells what was refused. */
export function Leftovers() {
  const { id: userId } = useMe();
  useEffect(() => {
    // A browser that allows no storage has kept nothing; whatever waits goes on waiting for the next page.
    const readSession = (sessionId: string) => call('GET /sessions/:sessionId', { sessionId });
    void Promise.resolve()
      .then(() => sendLeftovers({ userId, storage: localStorage, now: serverNow, ask, readSession }))
      .then(tellUnsent, () => {});
  }, [userId]);
  return <UnsentNotice />;
}
