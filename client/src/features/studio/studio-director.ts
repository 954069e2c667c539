import { isOnAir, isOver } from '@caipai/shared/domain/session-machine';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import { createStore } from 'zustand/vanilla';
import type { SafetyCopy, SafetyCopyState } from '../../copy/safety-copy.ts';
import {
  CaptureError,
  type CaptureProblem,
  type CaptureWish,
  captureBoth,
  captureCamera,
  captureMicrophone,
  type DeviceChoice,
  isPhone,
  listDevices,
} from '../../rtc/capture.ts';
import { loadDevice } from '../../rtc/device.ts';
import { chooseVideoCodec } from '../../rtc/encodings.ts';
import { LevelMeter } from '../../rtc/level-meter.ts';
import { Publisher } from '../../rtc/publisher.ts';
import { readSending, type StatsSample } from '../../rtc/stats.ts';
import type { LinkState } from '../../rtc/transport-link.ts';
import type { LiveRoom } from '../../state/live/live-room.ts';
import { read, remember } from '../live/remembered.ts';
import { type Findings, noFindings } from '../preflight/findings.ts';

/** Louder than this and someone is speaking, not just breathing. */
const HEARD_FROM = 0.3;

export interface MicrophoneLost {
  id: string;
  label: string;
  /** It can be chosen again. */
  isBack: boolean;
}

export interface StudioView {
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
  link: LinkState;
  /** What the picture will be sent as; `none` when this browser offers nothing that the server takes. */
  codec: string | 'none' | null;
  /** An assistant's wish to be in the picture; the anchor always is. */
  joins: boolean;
  /** The microphone ended by itself: unplugged, or taken by the system. */
  microphoneLost: MicrophoneLost | null;
  /** Between pressing the button and being on air. */
  starting: boolean;
  refusal: Refusal | null;
  /** The copy of what is on air that this browser keeps for holes in the recording. */
  safetyCopy: SafetyCopyState & { on: boolean };
  /** How the anchor speaks is shown on the stage. */
  speechMeterOn: boolean;
}

const initial: StudioView = {
  capture: 'waiting',
  problem: null,
  camera: null,
  microphone: null,
  cameraOn: true,
  microphoneOn: true,
  devices: { cameras: [], microphones: [] },
  chosen: { cameraId: null, microphoneId: null },
  pictureSeen: false,
  soundHeard: false,
  link: 'idle',
  codec: null,
  joins: false,
  microphoneLost: null,
  starting: false,
  refusal: null,
  safetyCopy: { on: false, state: 'idle', bytes: 0 },
  speechMeterOn: true,
};

/**
 * Runs the side of whoever is on the stage: opens devices, warms the transport, goes on air, comes back after a
 * reload or a fall of the network. An assistant sends nothing before they join the picture. Holds no React; pages read `store`.
 */
export class StudioDirector {
  readonly store = createStore<StudioView>(() => ({
    ...initial,
    chosen: rememberedDevices(),
    safetyCopy: { ...initial.safetyCopy, on: wantsSafetyCopy() },
    speechMeterOn: read<{ on: boolean }>('speechMeter').on ?? initial.speechMeterOn,
  }));
  readonly meter = new LevelMeter();
  /** What the pre-flight found; see features/preflight. */
  readonly findings = createStore<Findings>(() => noFindings);
  readonly #room: LiveRoom;
  readonly #publisher: Publisher;
  #stops: (() => void)[] = [];
  /** Raised whenever the studio is given up: what was asked of the devices before comes too late. */
  #claim = 0;
  #opening = false;
  #safetyCopy: Promise<SafetyCopy | null> | null = null;

  constructor(room: LiveRoom) {
    this.#room = room;
    this.#publisher = new Publisher(room.session.mediaAsk);
  }

  start(): void {
    const { session } = this.#room;
    this.#publisher.on('link', (link) => this.store.setState({ link }));
    this.#publisher.on('refused', (refusal) => {
      // The other tab has the air; this one must not keep the camera's light on.
      if (refusal.code === 'session.liveElsewhere') this.#letGo();
      this.store.setState({ refusal, starting: false });
    });
    const enter = (joined: { session: SessionDetail; rtpCapabilities: Record<string, unknown> }) => {
      this.#publisher.handleJoined({ ...joined, tracks: session.view.tracks });
      void this.#findCodec(joined.rtpCapabilities);
      this.#openLobby(joined.session);
      void this.#prepare();
    };
    this.#stops = [
      session.on('joined', enter),
      session.on('mediaReset', () => this.#publisher.handleReset()),
      session.on('takenOver', () => this.#letGo()),
      session.store.subscribe((now, before) => {
        if (now.session && before.session && isOver(now.session.state) && !isOver(before.session.state))
          this.#letGo();
        else if (this.#assists && now.session?.state !== before.session?.state) void this.#prepare();
        if (now.session?.state !== before.session?.state) this.#keepCopy();
      }),
      this.meter.on('level', ({ loudness }) => {
        if (loudness > HEARD_FROM && !this.store.getState().soundHeard)
          this.store.setState({ soundHeard: true });
      }),
      listen(navigator.mediaDevices, 'devicechange', () => void this.#refreshDevices()),
      // A page may process sound only after a first touch.
      listen(window, 'pointerdown', () => this.meter.resume()),
      listen(window, 'keydown', () => this.meter.resume()),
    ];
    const { session: detail, rtpCapabilities } = session.view;
    if (detail && rtpCapabilities) enter({ session: detail, rtpCapabilities });
    // The devices need no server: ask for them while the join is on its way.
    void this.openDevices();
  }

  close(): void {
    this.#claim += 1;
    for (const stop of this.#stops) stop();
    this.#stops = [];
    void this.#safetyCopy?.then((copy) => copy?.sync(null));
    this.#publisher.close();
    this.meter.close();
    this.#stopTracks();
  }

  async openDevices(): Promise<void> {
    if (this.#opening || this.store.getState().camera) return;
    this.#opening = true;
    this.store.setState({ capture: 'asking', problem: null });
    const claim = this.#claim;
    try {
      const { camera, microphone } = await captureBoth(this.#wish());
      if (claim !== this.#claim) {
        camera.stop();
        microphone.stop();
        return;
      }
      // Of a camera that is opened again the microphone may have gone on.
      this.store.getState().microphone?.stop();
      this.#adopt(camera);
      this.#adopt(microphone);
      this.store.setState({ capture: 'ready', camera, microphone });
      this.meter.listenTo(microphone);
      this.#keepCopy();
      await this.#refreshDevices();
      await this.#prepare();
    } catch (cause) {
      this.#fail(cause);
    } finally {
      this.#opening = false;
    }
  }

  pictureSeen(): void {
    if (!this.store.getState().pictureSeen) this.store.setState({ pictureSeen: true });
  }

  async chooseCamera(cameraId: string): Promise<void> {
    await this.#switchDevice('camera', { cameraId });
  }

  async chooseMicrophone(microphoneId: string): Promise<void> {
    this.store.setState({ microphoneLost: null });
    await this.#switchDevice('microphone', { microphoneId });
  }

  async setCameraOn(cameraOn: boolean): Promise<void> {
    const { camera } = this.store.getState();
    this.store.setState({ cameraOn });
    if (camera) camera.enabled = cameraOn;
    await this.#publisher.setPaused('camera', !cameraOn);
  }

  async setMicrophoneOn(microphoneOn: boolean): Promise<void> {
    const { microphone } = this.store.getState();
    this.store.setState({ microphoneOn });
    if (microphone) microphone.enabled = microphoneOn;
    if (this.#onAir) await this.#publisher.setPaused('microphone', !microphoneOn);
  }

  /** The assistant steps into the picture, or out of it. Before air it is a wish that the air fulfils. */
  async setJoins(joins: boolean): Promise<void> {
    this.store.setState({ joins, refusal: null });
    if (joins) await this.#prepare();
    else await this.#publisher.retire();
  }

  async goLive(): Promise<void> {
    if (this.store.getState().starting) return;
    this.store.setState({ starting: true, refusal: null });
    try {
      this.store.setState({ refusal: (await this.#publish()) ?? (await this.#askToGoLive()) });
    } catch (cause) {
      this.#fail(cause);
    } finally {
      this.store.setState({ starting: false });
    }
  }

  async end(): Promise<void> {
    const answer = await this.#room.session.ask('session:end', {});
    if (!answer.ok) this.store.setState({ refusal: answer.error });
  }

  /** After another tab had the studio: try to have it here. */
  async takeBack(): Promise<void> {
    this.store.setState({ refusal: null });
    await this.#room.session.join();
    await this.openDevices();
  }

  setSafetyCopy(on: boolean): void {
    remember('safetyCopy', { on });
    this.store.setState(({ safetyCopy }) => ({ safetyCopy: { ...safetyCopy, on } }));
    this.#keepCopy();
  }

  setSpeechMeter(on: boolean): void {
    remember('speechMeter', { on });
    this.store.setState({ speechMeterOn: on });
  }

  /** A picture of nothing, before air, to see what the way to the server carries. */
  openProbe(track: MediaStreamTrack) {
    return this.#publisher.openProbe(track);
  }

  endProbe(): void {
    this.#publisher.endProbe();
  }

  /** Tries to have a microphone again after the last one was lost. */
  async retryMicrophone(): Promise<void> {
    await this.#switchDevice('microphone', {});
    const { microphone, microphoneLost } = this.store.getState();
    // It was only taken away for a moment.
    if (microphone?.getSettings().deviceId === microphoneLost?.id)
      this.store.setState({ microphoneLost: null });
  }

  /** The one that took the lost one's place will do. */
  keepMicrophone(): void {
    this.store.setState({ microphoneLost: null });
  }

  readonly sample = async (): Promise<StatsSample | null> => {
    const report = await this.#publisher.report();
    return report ? readSending(report, performance.now(), this.store.getState().cameraOn) : null;
  };

  get #assists(): boolean {
    const { session } = this.#room.session.view;
    return session !== null && session.anchor.id !== this.#room.me.id;
  }

  get #onAir(): boolean {
    const state = this.#room.session.view.session?.state;
    return state !== undefined && isOnAir(state);
  }

  /** Before air the transport is warmed; on air (after a reload, say) the picture goes out at once. */
  async #prepare(): Promise<void> {
    const { camera, microphone } = this.store.getState();
    const { session, phase } = this.#room.session.view;
    if (!camera || !microphone || !session || phase !== 'joined' || isOver(session.state)) return;
    if (this.#assists && !this.store.getState().joins) return;
    if (isOnAir(session.state)) await this.#publish();
    else if (!this.#assists) await this.#publisher.warmUp(microphone);
  }

  async #publish(): Promise<Refusal | null> {
    const { camera, microphone } = this.store.getState();
    if (!camera || !microphone) return { code: 'media.unavailable' };
    const refusal = await this.#publisher.publish({ camera, microphone });
    if (this.#assists) this.store.setState({ refusal });
    return refusal;
  }

  async #askToGoLive(): Promise<Refusal | null> {
    const answer = await this.#room.session.ask('session:goLive', {});
    return answer.ok ? null : answer.error;
  }

  /** Beside what is sent this browser records it, so that a broken network makes no hole. */
  #keepCopy(): void {
    const { camera, microphone, safetyCopy } = this.store.getState();
    const { session } = this.#room.session.view;
    const tracks = [camera, microphone].filter((track) => track !== null);
    // It fills holes of the anchor's recording; the assistant's has none.
    const records = safetyCopy.on && !this.#assists && this.#onAir && session && tracks.length > 0;
    if (!records && !this.#safetyCopy) return;
    const tell = (state: SafetyCopyState) =>
      this.store.setState((view) => ({ safetyCopy: { ...view.safetyCopy, ...state } }));
    this.#safetyCopy ??= import('../../copy/safety-copy.ts').then(
      ({ SafetyCopy }) => new SafetyCopy(tell),
      () => {
        // Asked for again with the next change.
        this.#safetyCopy = null;
        tell({ state: 'failed', bytes: 0 });
        return null;
      },
    );
    const about = session && { sessionId: session.id, title: session.title, userId: session.anchor.id };
    void this.#safetyCopy.then((copy) => {
      copy?.sync(records && about ? { about, tracks } : null);
      if (session?.state === 'reviewable') void copy?.send(session.anchor.id);
    });
  }

  #openLobby(session: SessionDetail): void {
    if (this.#assists) return;
    if (session.state === 'draft' || session.state === 'scheduled')
      void this.#room.session.ask('session:openLobby', {});
  }

  async #findCodec(rtpCapabilities: Record<string, unknown>): Promise<void> {
    const device = await loadDevice(rtpCapabilities).catch(() => null);
    const codec = device && chooseVideoCodec(device.sendRtpCapabilities);
    this.store.setState({ codec: codec?.mimeType.split('/')[1] ?? 'none' });
  }

  async #switchDevice(which: 'camera' | 'microphone', choice: Partial<StudioView['chosen']>): Promise<void> {
    const chosen = { ...this.store.getState().chosen, ...choice };
    this.store.setState({ chosen });
    remember('devices', chosen);
    const before = this.store.getState()[which];
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
      const { cameraOn, microphoneOn } = this.store.getState();
      track.enabled = which === 'camera' ? cameraOn : microphoneOn;
      this.store.setState({ [which]: track, capture: 'ready', problem: null } as Partial<StudioView>);
      if (which === 'microphone') this.meter.listenTo(track);
      if (this.#onAir && (!this.#assists || this.store.getState().joins))
        await this.#publisher.publish({ [which]: track });
      this.#keepCopy();
    } catch (cause) {
      this.#lose(which, before, cause);
    }
  }

  /** Without a microphone the picture goes on; without a camera there is nothing to show but how to have one. */
  #lose(which: 'camera' | 'microphone', before: MediaStreamTrack | null, cause: unknown): void {
    if (which === 'camera') {
      this.store.setState({ camera: null, pictureSeen: false });
      this.#fail(cause);
      return;
    }
    const lost = { id: before?.getSettings().deviceId ?? '', label: before?.label ?? '', isBack: false };
    this.store.setState(({ microphoneLost }) => ({
      microphone: null,
      soundHeard: false,
      microphoneLost: microphoneLost ?? lost,
    }));
  }

  /** A device that is pulled out ends its track: fall back to another one by itself. */
  #adopt(track: MediaStreamTrack): void {
    track.addEventListener('ended', () => {
      const which = track.kind === 'video' ? 'camera' : 'microphone';
      if (this.store.getState()[which] !== track || this.#stops.length === 0) return;
      if (which === 'camera') void this.#switchDevice(which, { cameraId: null });
      else void this.#replaceMicrophone(track);
    });
  }

  /** The wish stays: the browser falls back by itself, and the one that was chosen is the right one next time. */
  async #replaceMicrophone(lost: MediaStreamTrack): Promise<void> {
    const id = lost.getSettings().deviceId ?? '';
    await this.retryMicrophone();
    const now = this.store.getState().microphone;
    if (now && now.getSettings().deviceId !== id)
      this.store.setState({ microphoneLost: { id, label: lost.label, isBack: false } });
    await this.#refreshDevices();
  }

  async #refreshDevices(): Promise<void> {
    const devices = await listDevices().catch(() => initial.devices);
    this.store.setState({ devices });
    const { microphone, microphoneLost, capture } = this.store.getState();
    if (!microphoneLost) return;
    const isBack = devices.microphones.some(({ id }) => id === microphoneLost.id);
    if (isBack !== microphoneLost.isBack)
      this.store.setState({ microphoneLost: { ...microphoneLost, isBack } });
    if (!microphone && capture === 'ready' && devices.microphones.length > 0) await this.retryMicrophone();
  }

  #wish(): CaptureWish {
    const orientation = this.#room.session.view.session?.orientation ?? 'portrait';
    return { ...this.store.getState().chosen, orientation };
  }

  #fail(cause: unknown): void {
    const problem =
      cause instanceof CaptureError
        ? { what: cause.problem, device: cause.device }
        : { what: 'unknown' as const, device: 'both' as const };
    this.store.setState({ capture: 'failed', problem });
  }

  /** The air is not ours any more: send nothing, and turn the camera's light off. */
  #letGo(): void {
    this.#claim += 1;
    this.#publisher.withdraw();
    this.#stopTracks();
    this.store.setState({ capture: 'waiting', camera: null, microphone: null, pictureSeen: false });
    this.#keepCopy();
  }

  #stopTracks(): void {
    const { camera, microphone } = this.store.getState();
    camera?.stop();
    microphone?.stop();
  }
}

function rememberedDevices(): StudioView['chosen'] {
  return { cameraId: null, microphoneId: null, ...read<StudioView['chosen']>('devices') };
}

/** A second encoder beside the first: not on a machine that has trouble enough with one. */
function wantsSafetyCopy(): boolean {
  const byDefault = navigator.hardwareConcurrency >= 4 && !isPhone();
  return read<{ on: boolean }>('safetyCopy').on ?? byDefault;
}

function listen(target: EventTarget | undefined, name: string, listener: () => void): () => void {
  target?.addEventListener(name, listener);
  return () => target?.removeEventListener(name, listener);
}
