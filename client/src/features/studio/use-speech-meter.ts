import type { SpeechFrame } from '@caipai/shared/schemas/speech';
import { useEffect, useState } from 'react';
import type { SpeechMeter } from '../../speech/speech-meter.ts';
import { useAccess } from '../live/room-context.tsx';
import { useStudio } from './studio-context.tsx';

/** The anchor's meter while it is wanted and there is something to hear. Its code is loaded only then. */
export function useSpeechMeter(): SpeechMeter | null {
  const { goLive: anchors } = useAccess();
  const track = useStudio((view) => view.microphone);
  const wanted = useStudio((view) => view.speechMeterOn && view.microphoneOn && view.microphone !== null);
  const [meter, setMeter] = useState<SpeechMeter | null>(null);
  const open = anchors && wanted;

  useEffect(() => {
    if (!open || !('AudioWorkletNode' in window)) return;
    let opened: SpeechMeter | null = null;
    let left = false;
    void import('../../speech/speech-meter.ts').then(({ SpeechMeter }) => {
      if (left) return;
      opened = new SpeechMeter();
      setMeter(opened);
    });
    return () => {
      left = true;
      opened?.close();
      setMeter(null);
    };
  }, [open]);

  useEffect(() => meter?.listenTo(track), [meter, track]);
  return meter;
}

/** Figures that are older than this are not of now. */
const STALE_MS = 1_500;

/** A frame now and then: words that change ten times a second cannot be read. */
export function useCalmFrame(meter: SpeechMeter | null, everyMs: number): SpeechFrame | null {
  const [shown, setShown] = useState<SpeechFrame | null>(null);
  useEffect(() => {
    if (!meter) return;
    let last: { frame: SpeechFrame; heardAtMs: number } | null = null;
    const stop = meter.on('frame', (frame) => {
      last = { frame, heardAtMs: performance.now() };
    });
    const timer = setInterval(() => {
      const fresh = last && performance.now() - last.heardAtMs < STALE_MS;
      setShown(fresh && last ? last.frame : null);
    }, everyMs);
    return () => {
      stop();
      clearInterval(timer);
      setShown(null);
    };
  }, [meter, everyMs]);
  return shown;
}
