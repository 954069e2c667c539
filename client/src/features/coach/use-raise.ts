import type { Category } from '@caipai/shared/compliance/types';
import { nextStep, type ViolationStep } from '@caipai/shared/domain/violation-ladder';
import type { Refusal } from '@caipai/shared/protocol/result';
import { useState } from 'react';
import { useLiveView, useRoom } from '../live/room-context.tsx';

export interface Raised {
  id: string;
  category: Category;
  words: string | null;
}

/** With how many violations there were in sight, also if others come while the desk is asked. */
type Pressed = Raised & { seen: number };

/** The next rung of the ladder; a cut is asked about first. */
export function useRaise(onRaised: (what: Raised) => void): {
  step: ViolationStep;
  busy: boolean;
  refusal: Refusal | null;
  /** What waits for the answer whether to cut. */
  asked: Raised | null;
  press(what: Raised): void;
  confirm(): void;
  cancel(): void;
} {
  const room = useRoom();
  const step = useLiveView((view) => nextStep(view.violations));
  const seen = useLiveView((view) => view.violations.length);
  const [asked, setAsked] = useState<Pressed | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const raise = async (what: Pressed) => {
    setBusy(true);
    const answer = await room.session.ask('violation:raise', what);
    setBusy(false);
    setAsked(null);
    setRefusal(answer.ok ? null : answer.error);
    if (answer.ok) onRaised(what);
  };
  return {
    ...{ step, busy, refusal, asked },
    press({ id, category, words }) {
      const what = { id, category, words, seen };
      if (step === 'cut') setAsked(what);
      else void raise(what);
    },
    confirm: () => asked && void raise(asked),
    cancel: () => setAsked(null),
  };
}
