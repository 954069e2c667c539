import { isOnAir, isOver } from '@caipai/shared/domain/session-machine';
import { readCopyRoom } from '../../copy/copy-room.ts';
import { ClippingWatch } from '../../rtc/clipping-watch.ts';
import { probeNetwork } from '../../rtc/network-probe.ts';
import { PictureWatch } from '../../rtc/picture-watch.ts';
import { isTooNarrow, type ProbeVerdict } from '../../rtc/probe-verdict.ts';
import type { LiveRoom } from '../../state/live/live-room.ts';
import type { StudioDirector, StudioView } from '../studio/studio-director.ts';

/** Looks, listens and measures for as long as the studio is open, and writes what it finds into `findings`. */
export class Preflight {
  readonly #director: StudioDirector;
  readonly #room: LiveRoom;
  readonly #picture: PictureWatch;
  readonly #clipping = new ClippingWatch();
  readonly #stops: (() => void)[];
  #probing: AbortController | null = null;
  /** One look at each way is enough; another network is another way. */
  #probed = false;
  #copyRead = false;

  constructor(director: StudioDirector, room: LiveRoom) {
    this.#director = director;
    this.#room = room;
    const { findings } = director;
    this.#picture = new PictureWatch((hints) => {
      const { light, framing } = findings.getState();
      if (light !== hints.light || framing !== hints.framing) findings.setState(hints);
    });
    this.#stops = [
      director.store.subscribe((now, before) => this.#follow(now, before)),
      room.session.store.subscribe((now, before) => {
        if (now.session?.state !== before.session?.state) this.#look();
      }),
      director.devices.meter.on('level', ({ clipping }) => {
        const warns = this.#clipping.read(clipping, performance.now());
        if (warns !== findings.getState().clipping) findings.setState({ clipping: warns });
      }),
    ];
    this.#look();
    this.#readCopyRoom(director.store.getState());
    if (director.store.getState().link === 'connected') void this.probe();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#picture.close();
    this.#endProbe();
  }

  /** Tries the way to the server; ended by the air. */
  async probe(): Promise<void> {
    const { findings } = this.#director;
    if (this.#probing || !this.#beforeAir) return;
    const probing = new AbortController();
    this.#probing = probing;
    this.#probed = true;
    findings.setState({ probe: { state: 'running', verdict: null }, narrow: false });
    const verdict = await probeNetwork((track) => this.#director.openProbe(track), probing.signal);
    if (this.#probing !== probing) return;
    this.#probing = null;
    this.#director.endProbe();
    // Without an answer it may be tried again once the way is there again.
    if (!verdict) this.#probed = false;
    findings.setState({
      probe: { state: verdict ? 'done' : 'waiting', verdict },
      narrow: verdict !== null && this.#isNarrow(verdict),
    });
  }

  get #beforeAir(): boolean {
    const state = this.#room.session.view.session?.state;
    return state !== undefined && !isOnAir(state) && !isOver(state);
  }

  #follow(now: StudioView, before: StudioView): void {
    if (now.camera !== before.camera || now.cameraOn !== before.cameraOn) this.#look();
    if (now.safetyCopy.on !== before.safetyCopy.on) this.#readCopyRoom(now);
    // Whoever goes live needs the whole way at once.
    if (now.starting) this.#endProbe();
    if (now.link === before.link) return;
    // It came back, perhaps over another network.
    if (now.link === 'reconnecting' || now.link === 'lost') this.#endProbe();
    if (now.link === 'connected' && !this.#probed) void this.probe();
  }

  #look(): void {
    const { camera, cameraOn } = this.#director.store.getState();
    const state = this.#room.session.view.session?.state;
    const onAir = state !== undefined && isOnAir(state);
    if (onAir) this.#endProbe();
    this.#picture.look(cameraOn ? camera : null, onAir ? 'onAir' : 'before');
  }

  #isNarrow(verdict: ProbeVerdict): boolean {
    const { width = 1280, height = 720 } = this.#director.store.getState().camera?.getSettings() ?? {};
    return isTooNarrow(verdict, Math.min(width, height));
  }

  #endProbe(): void {
    this.#probed = false;
    if (!this.#probing) return;
    this.#probing.abort();
    this.#probing = null;
    this.#director.endProbe();
    this.#director.findings.setState({ probe: { state: 'waiting', verdict: null } });
  }

  #readCopyRoom({ safetyCopy }: StudioView): void {
    if (!safetyCopy.on || this.#copyRead) return;
    this.#copyRead = true;
    const { findings } = this.#director;
    readCopyRoom().then(
      (copyMinutes) => findings.setState({ copyMinutes }),
      // A browser that does not tell is not blamed.
      () => {},
    );
  }
}
