import { useEffect, useRef } from 'react';
import type { SpeechMeter } from '../../speech/speech-meter.ts';
import { SpeechReporter } from '../../state/live/speech-reporter.ts';
import { useAccess, useRoom, useSession } from '../live/room-context.tsx';

/** While the anchor is live, and only with their yes, what the meter hears goes into the ledger. */
export function useSpeechReport(meter: SpeechMeter | null): void {
  const { session } = useRoom();
  const { state, speech } = useSession();
  const { goLive: anchors } = useAccess();
  const wanted = anchors && speech.figures === 'withConsent' && speech.consent === true;
  const tells = wanted && state === 'live';
  const still = useRef(wanted);
  still.current = wanted;
  useEffect(() => {
    if (!meter || !tells) return;
    const reporter = new SpeechReporter(session);
    const stop = meter.on('second', (second) => reporter.hear(second));
    return () => {
      stop();
      reporter.close({ tell: still.current });
    };
  }, [meter, tells, session]);
}
