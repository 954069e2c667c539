import type { FramingHint, LightHint } from '../../rtc/picture-check.ts';
import { type CheckState, checksOf, mayGoLive } from '../studio/check-states.ts';
import type { StudioView } from '../studio/studio-director.ts';
import type { Findings } from './findings.ts';

/** Why one cannot go live. */
type Obstacle = 'noCamera' | 'cameraOff' | 'noMicrophone' | 'noNetwork' | 'noCodec';
/** What does not hold anybody back but should be known. */
type Worry =
  | LightHint
  | FramingHint
  | 'blocked'
  | 'soundOnly'
  | 'lossy'
  | 'narrow'
  | 'slow'
  | 'unheard'
  | 'microphoneOff'
  | 'clipping'
  | 'copyRoom';

export type Verdict =
  /** `probing`: nothing is in the way, the network is still being tried. */
  | { state: 'checking' | 'probing' | 'good'; reasons: [] }
  | { state: 'may'; reasons: Worry[] }
  | { state: 'cannot'; reasons: Obstacle[] };

/** The sum of all checks, the gravest reason first. */
export function verdictOf(view: StudioView, findings: Findings): Verdict {
  const obstacles = obstaclesOf(view);
  if (obstacles.length > 0) return { state: 'cannot', reasons: obstacles };
  if (!mayGoLive(view)) return { state: 'checking', reasons: [] };
  const worries = worriesOf(view, findings);
  if (worries.length > 0) return { state: 'may', reasons: worries };
  return { state: findings.probe.state === 'running' ? 'probing' : 'good', reasons: [] };
}

function obstaclesOf(view: StudioView): Obstacle[] {
  const { network, codec } = checksOf(view);
  const failed = (state: CheckState) => state === 'failed';
  const list: (Obstacle | false)[] = [
    view.capture === 'failed' && 'noCamera',
    view.capture === 'ready' && !view.microphone && 'noMicrophone',
    view.capture === 'ready' && !view.cameraOn && 'cameraOff',
    failed(network) && 'noNetwork',
    failed(codec) && 'noCodec',
  ];
  return list.filter((each) => each !== false);
}

function worriesOf(view: StudioView, findings: Findings): Worry[] {
  const { light, framing, clipping, copyMinutes } = findings;
  const list: (Worry | null | false)[] = [
    probeWorry(findings),
    !view.microphoneOn && 'microphoneOff',
    view.microphoneOn && !view.soundHeard && 'unheard',
    clipping && 'clipping',
    light,
    framing,
    view.safetyCopy.on && copyMinutes !== null && 'copyRoom',
  ];
  return list.filter((each) => each !== null && each !== false);
}

function probeWorry({ probe: { verdict }, narrow }: Findings): Worry | null {
  if (!verdict) return null;
  if (verdict.carried === 'nothing') return 'blocked';
  if (verdict.carried === 'sound') return 'soundOnly';
  if (verdict.reason === 'loss') return 'lossy';
  if (narrow) return 'narrow';
  return verdict.reason === 'delay' ? 'slow' : null;
}
