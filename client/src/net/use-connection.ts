import { useStore } from 'zustand';
import { type ConnectionState, connection } from './connection.ts';

export function useConnection<T>(select: (state: ConnectionState) => T): T {
  return useStore(connection, select);
}
