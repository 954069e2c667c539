import type { Refusal } from '@caipai/shared/protocol/result';
import { createStore } from 'zustand/vanilla';
import { CaptureError, type CaptureProblem, captureMicrophone } from '../../rtc/capture.ts';
import { Publisher } from '../../rtc/publisher.ts';
import type { LiveRoom } from '../../state/live/live-room.ts';
import { read } from '../live/remembered.ts';

export interface TalkerView {
  phase: 'closed' | 'opening' | 'silent' | 'talking';
  problem: CaptureProblem | null;
  refusal: Refusal | null;
}

/** A coach's voice in the crew's ears: the microphone is asked for once, and sends only while the key is held. */
export class Talker {
  readonly store = createStore<TalkerView>(() => ({ phase: 'closed', problem: null, refusal: null }));
  readonly #publisher: Publisher;
  readonly #stops: (() => void)[];
  #track: MediaStreamTrack | null = null;
  #held = false;
  #closed = false;

  constructor({ session }: LiveRoom) {
    this.#publisher = new Publisher(session.mediaAsk);
    const enter = (rtpCapabilities: Record<string, unknown>) => {
      this.#publisher.handleJoined({ rtpCapabilities, tracks: session.view.tracks });
      // While the socket was gone the server took the key out of this hand, or did not hear that it was let go.
      if (this.#track) void this.#publisher.setPaused('talkback', this.store.getState().phase !== 'talking');
    };
    this.#stops = [
      session.on('joined', ({ rtpCapabilities }) => enter(rtpCapabilities)),
      session.on('mediaReset', () => this.#publisher.handleReset()),
      this.#publisher.on('refused', (refusal) => this.#letGo(refusal)),
    ];
    if (session.view.rtpCapabilities) enter(session.view.rtpCapabilities);
  }

  async press(): Promise<void> {
    this.#held = true;
    if (this.store.getState().phase === 'opening') return;
    await this.#open();
    await this.#follow();
  }

  async release(): Promise<void> {
    this.#held = false;
    await this.#follow();
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#stops) stop();
    this.#publisher.close();
    this.#track?.stop();
  }

  /** Resolves when the voice can be sent, or is known not to be; what is there already is not made anew. */
  async #open(): Promise<void> {
    try {
      const track = this.#track ?? (await this.#capture());
      if (!track) return;
      const refusal = await this.#publisher.publish({ talkback: track });
      if (refusal) this.#letGo(refusal);
      else if (this.store.getState().phase === 'opening') this.store.setState({ phase: 'silent' });
    } catch (cause) {
      this.store.setState({
        phase: 'closed',
        problem: cause instanceof CaptureError ? cause.problem : 'unknown',
      });
    }
  }

  /** Null when the page was left meanwhile. */
  async #capture(): Promise<MediaStreamTrack | null> {
    this.store.setState({ phase: 'opening', problem: null, refusal: null });
    const { microphoneId = null } = read<{ microphoneId: string | null }>('devices');
    const track = await captureMicrophone({ cameraId: null, microphoneId, orientation: 'portrait' });
    if (this.#closed) {
      track.stop();
      return null;
    }
    track.enabled = false;
    this.#track = track;
    // Pulled out or taken away: the next press asks again.
    track.addEventListener('ended', () => this.#drop());
    return track;
  }

  /** The key may go down and up again while the microphone still opens: what counts is how it is held now. */
  async #follow(): Promise<void> {
    const { phase } = this.store.getState();
    if (phase !== 'silent' && phase !== 'talking') return;
    const talking = this.#held;
    if (talking === (phase === 'talking')) return;
    this.store.setState({ phase: talking ? 'talking' : 'silent' });
    await this.#publisher.setPaused('talkback', !talking);
  }

  /** Nothing of it would arrive: nobody shall see themselves as heard, and the next press begins anew. */
  #letGo(refusal: Refusal): void {
    this.#publisher.withdraw();
    this.#track?.stop();
    this.#track = null;
    this.store.setState({ phase: 'closed', refusal });
  }

  #drop(): void {
    this.#track = null;
    this.store.setState({ phase: 'closed' });
    void this.#publisher.retire();
  }
}
