import {
  CaptureError,
  type CaptureProblem,
  type CaptureWish,
  captureBoth,
  captureCamera,
  captureMicrophone,
  type DeviceChoice,
  listDevices,
} from '../../rtc/capture.ts';
import { LevelMeter } from '../../rtc/level-meter.ts';
import { read, remember } from '../live/remembered.ts';

/** Louder than this and someone is speaking, not just breathing. */
const HEARD_FROM = 0.3;

interface MicrophoneLost {
  id: string;
  label: string;
  /** It can be chosen again. */
  isBack: boolean;
}

export interface DevicesView {
  capture: 'waiting' | 'asking' | 'ready' | 'failed';
  problem: { what: CaptureProblem; device: CaptureError['device'] } | null;
  camera: MediaStreamTrack | null;
  microphone: MediaStreamTrack | null;
  cameraOn: boolean;
  microphoneOn: boolean;
  devices: { cameras: DeviceChoice[]; microphones: DeviceChoice[] };
  chosen: { cameraId: string | null; microphoneId: string | null };
  /** The self-view has shown a frame. */
  pictureSeen: boolean;
  /** The microphone has been heard. */
  soundHeard: boolean;
  /** The microphone ended by itself: unplugged, or taken by the system. */
  microphoneLost: MicrophoneLost | null;
}

/** Before anything was asked for, with what was chosen last time. */
export function noDevices(): DevicesView {
  return {
    ...{ capture: 'waiting', problem: null, camera: null, microphone: null },
    ...{ cameraOn: true, microphoneOn: true, pictureSeen: false, soundHeard: false, microphoneLost: null },
    devices: { cameras: [], microphones: [] },
    chosen: { cameraId: null, microphoneId: null, ...read<DevicesView['chosen']>('devices') },
  };
}

export const whichOf = (track: MediaStreamTrack): 'camera' | 'microphone' =>
  track.kind === 'video' ? 'camera' : 'microphone';

interface Ports {
  orientation(): CaptureWish['orientation'];
  /** Both are there. */
  opened(): Promise<void>;
  /** One is another than before. */
  switched(track: MediaStreamTrack): Promise<void>;
}

/** Camera and microphone of whoever is on the stage: asked for, switched, lost and found. Knows nothing of the air. */
export class StudioDevices {
  readonly meter = new LevelMeter();
  readonly #store: { getState(): DevicesView; setState(change: Partial<DevicesView>): void };
  readonly #ports: Ports;
  #stops: (() => void)[] = [];
  /** Raised whenever the devices are given up: what was asked of them before comes too late. */
  #claim = 0;
  #opening = false;

  constructor(
    store: { getState(): DevicesView; setState(change: Partial<DevicesView>): void },
    ports: Ports,
  ) {
    this.#store = store;
    this.#ports = ports;
  }

  start(): void {
    this.#stops = [
      this.meter.on('level', ({ loudness }) => {
        if (loudness > HEARD_FROM && !this.#store.getState().soundHeard)
          this.#store.setState({ soundHeard: true });
      }),
      listen(navigator.mediaDevices, 'devicechange', () => void this.#refresh()),
      // A page may process sound only after a first touch.
      listen(window, 'pointerdown', () => this.meter.resume()),
      listen(window, 'keydown', () => this.meter.resume()),
    ];
  }

  async open(): Promise<void> {
    if (this.#opening || this.#store.getState().camera) return;
    this.#opening = true;
    this.#store.setState({ capture: 'asking', problem: null });
    const claim = this.#claim;
    try {
      const { camera, microphone } = await captureBoth(this.#wish());
      if (claim !== this.#claim) {
        camera.stop();
        microphone.stop();
        return;
      }
      // Of a camera that is opened again the microphone may have gone on.
      this.#store.getState().microphone?.stop();
      this.#adopt(camera);
      this.#adopt(microphone);
      this.#store.setState({ capture: 'ready', camera, microphone });
      // Whoever was muted before stays so.
      this.setEnabled({});
      this.meter.listenTo(microphone);
      await this.#refresh();
      await this.#ports.opened();
    } catch (cause) {
      this.fail(cause);
    } finally {
      this.#opening = false;
    }
  }

  /** Gives both back, so that their lights go out; they may be asked for again. */
  letGo(): void {
    this.#claim += 1;
    this.#stopTracks();
    this.#store.setState({ capture: 'waiting', camera: null, microphone: null, pictureSeen: false });
  }

  close(): void {
    this.#claim += 1;
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.meter.close();
    this.#stopTracks();
  }

  pictureSeen(): void {
    if (!this.#store.getState().pictureSeen) this.#store.setState({ pictureSeen: true });
  }

  setEnabled(change: Partial<Pick<DevicesView, 'cameraOn' | 'microphoneOn'>>): void {
    this.#store.setState(change);
    const { camera, cameraOn, microphone, microphoneOn } = this.#store.getState();
    if (camera) camera.enabled = cameraOn;
    if (microphone) microphone.enabled = microphoneOn;
  }

  async chooseCamera(cameraId: string): Promise<void> {
    await this.#switch('camera', { cameraId });
  }

  async chooseMicrophone(microphoneId: string): Promise<void> {
    this.#store.setState({ microphoneLost: null });
    await this.#switch('microphone', { microphoneId });
  }

  /** Tries to have a microphone again after the last one was lost. */
  async retryMicrophone(): Promise<void> {
    await this.#switch('microphone', {});
    const { microphone, microphoneLost } = this.#store.getState();
    // It was only taken away for a moment.
    if (microphone?.getSettings().deviceId === microphoneLost?.id)
      this.#store.setState({ microphoneLost: null });
  }

  /** The one that took the lost one's place will do. */
  keepMicrophone(): void {
    this.#store.setState({ microphoneLost: null });
  }

  fail(cause: unknown): void {
    const problem =
      cause instanceof CaptureError
        ? { what: cause.problem, device: cause.device }
        : { what: 'unknown' as const, device: 'both' as const };
    this.#store.setState({ capture: 'failed', problem });
  }

  async #switch(which: 'camera' | 'microphone', choice: Partial<DevicesView['chosen']>): Promise<void> {
    const chosen = { ...this.#store.getState().chosen, ...choice };
    this.#store.setState({ chosen });
    remember('devices', chosen);
    const before = this.#store.getState()[which];
    // Many cameras and all phones hand out only one of them at a time: let go first.
    before?.stop();
    try {
      const wish = this.#wish();
      const claim = this.#claim;
      const track = which === 'camera' ? await captureCamera(wish) : await captureMicrophone(wish);
      if (claim !== this.#claim) {
        // The studio was left while the device opened: its light must go out.
        track.stop();
        return;
      }
      this.#adopt(track);
      const { cameraOn, microphoneOn } = this.#store.getState();
      track.enabled = which === 'camera' ? cameraOn : microphoneOn;
      this.#store.setState({ [which]: track, capture: 'ready', problem: null });
      if (which === 'microphone') this.meter.listenTo(track);
      await this.#ports.switched(track);
    } catch (cause) {
      this.#lose(which, before, cause);
    }
  }

  /** Without a microphone the picture goes on; without a camera there is nothing to show but how to have one. */
  #lose(which: 'camera' | 'microphone', before: MediaStreamTrack | null, cause: unknown): void {
    if (which === 'camera') {
      this.#store.setState({ camera: null, pictureSeen: false });
      this.fail(cause);
      return;
    }
    const lost = { id: before?.getSettings().deviceId ?? '', label: before?.label ?? '', isBack: false };
    const microphoneLost = this.#store.getState().microphoneLost ?? lost;
    this.#store.setState({ microphone: null, soundHeard: false, microphoneLost });
  }

  /** A device that is pulled out ends its track: fall back to another one by itself. */
  #adopt(track: MediaStreamTrack): void {
    track.addEventListener('ended', () => {
      const which = whichOf(track);
      if (this.#store.getState()[which] !== track || this.#stops.length === 0) return;
      if (which === 'camera') void this.#switch(which, { cameraId: null });
      else void this.#replaceMicrophone(track);
    });
  }

  /** The wish stays: the browser falls back by itself, and the one that was chosen is the right one next time. */
  async #replaceMicrophone(lost: MediaStreamTrack): Promise<void> {
    const id = lost.getSettings().deviceId ?? '';
    await this.retryMicrophone();
    const now = this.#store.getState().microphone;
    if (now && now.getSettings().deviceId !== id)
      this.#store.setState({ microphoneLost: { id, label: lost.label, isBack: false } });
    await this.#refresh();
  }

  async #refresh(): Promise<void> {
    const devices = await listDevices().catch(() => ({ cameras: [], microphones: [] }));
    this.#store.setState({ devices });
    const { microphone, microphoneLost, capture } = this.#store.getState();
    if (!microphoneLost) return;
    const isBack = devices.microphones.some(({ id }) => id === microphoneLost.id);
    if (isBack !== microphoneLost.isBack)
      this.#store.setState({ microphoneLost: { ...microphoneLost, isBack } });
    if (!microphone && capture === 'ready' && devices.microphones.length > 0) await this.retryMicrophone();
  }

  #wish(): CaptureWish {
    return { ...this.#store.getState().chosen, orientation: this.#ports.orientation() };
  }

  #stopTracks(): void {
    const { camera, microphone } = this.#store.getState();
    camera?.stop();
    microphone?.stop();
  }
}

function listen(target: EventTarget | undefined, name: string, listener: () => void): () => void {
  target?.addEventListener(name, listener);
  return () => target?.removeEventListener(name, listener);
}
