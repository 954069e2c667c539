import { isOnAir, isOver } from '@caipai/shared/domain/session-machine';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import { createStore } from 'zustand/vanilla';
import type { SafetyCopy, SafetyCopyState } from '../../copy/safety-copy.ts';
import { isPhone } from '../../rtc/capture.ts';
import { loadDevice } from '../../rtc/device.ts';
import { chooseVideoCodec } from '../../rtc/encodings.ts';
import { Publisher } from '../../rtc/publisher.ts';
import { readSending, type StatsSample } from '../../rtc/stats.ts';
import type { LinkState } from '../../rtc/transport-link.ts';
import type { LiveRoom } from '../../state/live/live-room.ts';
import { read, remember } from '../live/remembered.ts';
import { type Findings, noFindings } from '../preflight/findings.ts';
import { type DevicesView, noDevices, StudioDevices, whichOf } from './studio-devices.ts';

export interface StudioView extends DevicesView {
  link: LinkState;
  /** What the picture will be sent as; `none` when this browser offers nothing that the server takes. */
  codec: string | 'none' | null;
  /** An assistant's wish to be in the picture; the anchor always is. */
  joins: boolean;
  /** Between pressing the button and being on air. */
  starting: boolean;
  refusal: Refusal | null;
  /** The copy of what is on air that this browser keeps for holes in the recording. */
  safetyCopy: SafetyCopyState & { on: boolean };
  /** How the anchor speaks is shown on the stage. */
  speechMeterOn: boolean;
}

const initial: Omit<StudioView, keyof DevicesView> = {
  link: 'idle',
  codec: null,
  joins: false,
  starting: false,
  refusal: null,
  safetyCopy: { on: false, state: 'idle', bytes: 0 },
  speechMeterOn: true,
};

/**
 * Runs the side of whoever is on the stage: warms the transport, goes on air, comes back after a
 * reload or a fall of the network. An assistant sends nothing before they join the picture. Holds no React; pages read `store`.
 */
export class StudioDirector {
  readonly store = createStore<StudioView>(() => ({
    ...noDevices(),
    ...initial,
    safetyCopy: { ...initial.safetyCopy, on: wantsSafetyCopy() },
    speechMeterOn: read<{ on: boolean }>('speechMeter').on ?? initial.speechMeterOn,
  }));
  readonly devices: StudioDevices;
  /** What the pre-flight found; see features/preflight. */
  readonly findings = createStore<Findings>(() => noFindings);
  readonly #room: LiveRoom;
  readonly #publisher: Publisher;
  #stops: (() => void)[] = [];
  #safetyCopy: Promise<SafetyCopy | null> | null = null;

  constructor(room: LiveRoom) {
    this.#room = room;
    this.#publisher = new Publisher(room.session.mediaAsk);
    this.devices = new StudioDevices(this.store, {
      orientation: () => room.session.view.session?.orientation ?? 'portrait',
      opened: async () => {
        this.#keepCopy();
        await this.#prepare();
      },
      switched: async (track) => {
        if (this.#onAir && (!this.#assists || this.store.getState().joins))
          await this.#publisher.publish({ [whichOf(track)]: track });
        this.#keepCopy();
      },
    });
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
    ];
    const { session: detail, rtpCapabilities } = session.view;
    if (detail && rtpCapabilities) enter({ session: detail, rtpCapabilities });
    this.devices.start();
    // They need no server: ask for them while the join is on its way.
    void this.devices.open();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    void this.#safetyCopy?.then((copy) => copy?.sync(null));
    this.#publisher.close();
    this.devices.close();
  }

  async setCameraOn(cameraOn: boolean): Promise<void> {
    this.devices.setEnabled({ cameraOn });
    await this.#publisher.setPaused('camera', !cameraOn);
  }

  async setMicrophoneOn(microphoneOn: boolean): Promise<void> {
    this.devices.setEnabled({ microphoneOn });
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
      this.devices.fail(cause);
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
    await this.devices.open();
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

  /** The air is not ours any more: send nothing, and turn the camera's light off. */
  #letGo(): void {
    this.#publisher.withdraw();
    this.devices.letGo();
    this.#keepCopy();
  }
}

/** A second encoder beside the first: not on a machine that has trouble enough with one. */
function wantsSafetyCopy(): boolean {
  const byDefault = navigator.hardwareConcurrency >= 4 && !isPhone();
  return read<{ on: boolean }>('safetyCopy').on ?? byDefault;
}
