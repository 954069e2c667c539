import { useRemembered } from '../live/remembered.ts';
import type { CueSignal } from './cue-signal.ts';

export function useCueSignal(): [CueSignal, (signal: CueSignal) => void] {
  const [{ signal }, keep] = useRemembered<{ signal: CueSignal }>('cue-signal', { signal: 'sound' });
  return [signal, (next) => keep({ signal: next })];
}
