import { describe, expect, it } from 'vitest';
import type { ProbeVerdict } from '../../rtc/probe-verdict.ts';
import type { StudioView } from '../studio/studio-director.ts';
import { type Findings, noFindings } from './findings.ts';
import { verdictOf } from './verdict.ts';

const track = {} as MediaStreamTrack;
const ready: StudioView = {
  ...{
    capture: 'ready',
    problem: null,
    camera: track,
    microphone: track,
    cameraOn: true,
    microphoneOn: true,
  },
  ...{ devices: { cameras: [], microphones: [] }, chosen: { cameraId: null, microphoneId: null } },
  ...{ pictureSeen: true, soundHeard: true, link: 'connected', codec: 'H264', joins: false },
  ...{ microphoneLost: null, speechMeterOn: true, starting: false, refusal: null },
  safetyCopy: { on: true, state: 'idle', bytes: 0 },
};
const carries = (verdict: Partial<ProbeVerdict>): Findings['probe'] => ({
  state: 'done',
  verdict: { carried: '1080', reason: 'none', bitrateBps: 5e6, lossShare: 0, roundTripMs: 20, ...verdict },
});
const judge = (view: Partial<StudioView> = {}, findings: Partial<Findings> = {}) =>
  verdictOf({ ...ready, ...view }, { ...noFindings, ...findings });

describe('the verdict above the button', () => {
  it('is good when nothing speaks against it, and says so before the network was tried', () => {
    expect(judge()).toEqual({ state: 'good', reasons: [] });
    expect(judge({}, { probe: carries({}) })).toEqual({ state: 'good', reasons: [] });
    expect(judge({}, { probe: { state: 'running', verdict: null } }).state).toBe('probing');
  });

  it.each([
    ['the camera does not open', { capture: 'failed', camera: null, microphone: null }, 'noCamera'],
    ['the camera is off', { cameraOn: false }, 'cameraOff'],
    ['the microphone is gone', { microphone: null }, 'noMicrophone'],
    ['there is no way to the server', { link: 'lost' }, 'noNetwork'],
    ['no codec fits', { codec: 'none' }, 'noCodec'],
  ] as const)('locks when %s', (_, view, reason) => {
    expect(judge(view)).toEqual({ state: 'cannot', reasons: [reason] });
  });

  it('waits, and blames nothing, for as long as devices and network are on their way', () => {
    expect(judge({ link: 'connecting' }).state).toBe('checking');
    expect(judge({ capture: 'asking', camera: null, microphone: null, pictureSeen: false }).state).toBe(
      'checking',
    );
  });

  it.each([
    [{ carried: 'nothing' }, 'blocked'],
    [{ carried: 'sound' }, 'soundOnly'],
    [{ carried: '360', reason: 'loss' }, 'lossy'],
    [{ reason: 'delay' }, 'slow'],
  ] as const)('lets one go live over a way that %j, and names it', (verdict, reason) => {
    expect(judge({}, { probe: carries(verdict) })).toEqual({ state: 'may', reasons: [reason] });
  });

  it('puts the network first, then the sound, then the picture', () => {
    const { reasons } = judge(
      { soundHeard: false },
      {
        light: 'dark',
        framing: 'far',
        clipping: true,
        narrow: true,
        copyMinutes: 3,
        probe: carries({ carried: '360' }),
      },
    );
    expect(reasons).toEqual(['narrow', 'unheard', 'clipping', 'dark', 'far', 'copyRoom']);
  });

  it('does not mention the room for a copy that nobody makes', () => {
    const safetyCopy = { ...ready.safetyCopy, on: false };
    expect(judge({ safetyCopy }, { copyMinutes: 3 }).state).toBe('good');
  });
});
