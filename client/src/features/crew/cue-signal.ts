import type { CuePriority } from '@caipai/shared/schemas/cue';

export type CueSignal = 'sound' | 'vibration' | 'none';

let context: AudioContext | null = null;

/** A soft tick for the earphone, or a short vibration: as the anchor chose. */
export function signalCue(signal: CueSignal, priority: CuePriority): void {
  const times = priority === 'urgent' ? 2 : 1;
  if (signal === 'vibration') navigator.vibrate?.(times === 2 ? [60, 60, 60] : 50);
  if (signal === 'sound') tick(times);
}

export function canVibrate(): boolean {
  return typeof navigator.vibrate === 'function' && window.matchMedia('(pointer: coarse)').matches;
}

function tick(times: number): void {
  try {
    context ??= new AudioContext();
    const start = context.currentTime;
    for (let index = 0; index < times; index += 1) {
      const atS = start + index * 0.14;
      const gain = new GainNode(context, { gain: 0 });
      const tone = new OscillatorNode(context, { frequency: 1_250, type: 'sine' });
      gain.gain.setValueAtTime(0, atS);
      gain.gain.linearRampToValueAtTime(0.09, atS + 0.005);
      gain.gain.exponentialRampToValueAtTime(0.0001, atS + 0.09);
      tone.connect(gain).connect(context.destination);
      tone.start(atS);
      tone.stop(atS + 0.1);
    }
  } catch {
    // A silent cue is still drawn.
  }
}
