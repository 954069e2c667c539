import { createStore } from 'zustand/vanilla';

export type ConnectionStatus = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'outdated' | 'refused';

export interface ConnectionState {
  status: ConnectionStatus;
  /** Counts every completed connect, so that pages can join again after each. */
  epoch: number;
  /** Local time since when the connection is away; null while it is there or was never asked for. */
  lostAtMs: number | null;
  /** What the browser believes about its network. */
  online: boolean;
}

/** Without React, which a live page does not wait for before it connects; pages read `useConnection`. */
export const connection = createStore<ConnectionState>(() => ({
  status: 'idle',
  epoch: 0,
  lostAtMs: null,
  online: typeof navigator === 'undefined' ? true : navigator.onLine,
}));

if (typeof window !== 'undefined') {
  window.addEventListener('online', () => connection.setState({ online: true }));
  window.addEventListener('offline', () => connection.setState({ online: false }));
}
