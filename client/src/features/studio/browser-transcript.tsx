import { useEffect } from 'react';
import { serverNow } from '../../net/clock.ts';
import { newId } from '../../net/new-id.ts';
import { SaidQueue } from '../../speech/said-queue.ts';
import { useAccess, useLiveView, useRoom, useSession } from '../live/room-context.tsx';
import { tellTrouble, useTranscriptChoice } from '../transcript/choice.ts';
import { useStudio } from './studio-context.tsx';

/** Listens by the anchor's own browser while they are live, have said yes, and have the microphone on. Draws nothing. */
export function BrowserTranscript() {
  const room = useRoom();
  const { state } = useSession();
  const { goLive: anchors } = useAccess();
  const here = useLiveView((view) => view.transcript?.recogniser === 'browser');
  const { on, language } = useTranscriptChoice(room.me.id);
  const track = useStudio((view) => (view.microphoneOn ? view.microphone : null));
  const listens = anchors && here && on && state === 'live' && track !== null;

  useEffect(() => {
    if (!listens) return;
    let recogniser: { close(): void } | null = null;
    let left = false;
    const queue = new SaidQueue(room.session);
    // Its code is loaded only where somebody wants it.
    void import('../../speech/browser-recogniser.ts').then(({ BrowserRecogniser }) => {
      if (left) return;
      recogniser = new BrowserRecogniser({
        ...{ language, track, nowMs: () => Math.round(serverNow()), newId },
        tell: (segment) => queue.push(segment),
        onTrouble: tellTrouble,
      });
    });
    return () => {
      left = true;
      recogniser?.close();
      tellTrouble(null);
    };
  }, [listens, language, track, room]);
  return null;
}
