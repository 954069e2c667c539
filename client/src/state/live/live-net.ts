import { serverNow } from '../../net/clock.ts';
import { connection } from '../../net/connection.ts';
import { ask, onFact, openSocket } from '../../net/socket.ts';
import type { LiveNet } from './live-session.ts';

/** The page's socket as a live session wants it. */
export const liveNet: LiveNet = {
  ask,
  onFact,
  serverNow,
  onConnection(listener) {
    void openSocket();
    if (connection.getState().status === 'connected') listener(true);
    return connection.subscribe((now, before) => {
      if (now.epoch !== before.epoch) listener(true);
      else if (now.status !== 'connected' && before.status === 'connected') listener(false);
    });
  },
};
