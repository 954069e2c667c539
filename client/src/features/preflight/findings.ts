import type { FramingHint, LightHint } from '../../rtc/picture-check.ts';
import type { ProbeVerdict } from '../../rtc/probe-verdict.ts';

/** What the checks found beyond what the devices and the link say by themselves. */
export interface Findings {
  light: LightHint | null;
  framing: FramingHint | null;
  probe: { state: 'waiting' | 'running' | 'done'; verdict: ProbeVerdict | null };
  /** The way carries less than this camera would send. */
  narrow: boolean;
  clipping: boolean;
  /** How long a copy still fits into this browser, when that is less than an hour. */
  copyMinutes: number | null;
}

export const noFindings: Findings = {
  light: null,
  framing: null,
  probe: { state: 'waiting', verdict: null },
  narrow: false,
  clipping: false,
  copyMinutes: null,
};
