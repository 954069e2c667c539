import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Logger } from 'pino';
import type { FactHub } from '../facts.ts';
import type { RecordedRoom } from '../recording/tracks.ts';
import type { Hearing, Recogniser } from './recogniser.ts';
import { openSound, type Sound } from './sound.ts';

/** A microphone that could not be listened to is tried again after this. */
const AGAIN_MS = 5_000;

interface TranscriberContext {
  recogniser: Recogniser | null;
  ffmpegPath: string;
  findRoom: (roomId: string) => RecordedRoom | undefined;
  facts: FactHub;
  clock: { nowMs(): number };
  log: Logger;
}

interface Listening {
  peerId: string;
  hearing: Hearing;
  /** What it is heard through; null while the publisher has no microphone, and where no sound is needed. */
  sound: { producerId: string; opened: Promise<Sound | null> } | null;
}

/** Listens to one publisher of each room that it is asked to, for as long as they have a microphone. */
export class Transcriber {
  readonly #context: TranscriberContext;
  readonly #running = new Map<string, Listening>();
  readonly #unsubscribe: () => void;

  constructor(context: TranscriberContext) {
    this.#context = context;
    this.#unsubscribe = context.facts.onFact((fact) => {
      if (fact.type === 'producerOpened' || fact.type === 'producerClosed' || fact.type === 'roomLost')
        this.#look(fact.roomId);
    });
  }

  start(roomId: string, peerId: string): void {
    const { recogniser, facts, clock, log } = this.#context;
    if (!recogniser) throw new StudioError('transcript.unavailable', 'this node has no recogniser');
    const known = this.#running.get(roomId);
    if (known) known.peerId = peerId;
    else {
      const hearing = recogniser.listen({
        roomId,
        tell: (segment) => facts.tell({ type: 'spoken', roomId, segment }),
        clock,
        log: log.child({ roomId }),
      });
      this.#running.set(roomId, { peerId, hearing, sound: null });
    }
    this.#look(roomId);
  }

  async stop(roomId: string): Promise<void> {
    const listening = this.#running.get(roomId);
    if (!listening) return;
    this.#running.delete(roomId);
    await (await listening.sound?.opened)?.close();
    await listening.hearing.close();
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    await Promise.all([...this.#running.keys()].map((roomId) => this.stop(roomId)));
    await this.#context.recogniser?.close();
  }

  /** Tracks or the peer may have changed. */
  #look(roomId: string): void {
    const listening = this.#running.get(roomId);
    if (!listening || !this.#context.recogniser?.needsSound) return;
    const room = this.#context.findRoom(roomId);
    const track = room
      ?.tracksOf(listening.peerId)
      .find(({ source, producer }) => source === 'microphone' && !producer.closed);
    if (listening.sound?.producerId === track?.producer.id) return;
    void listening.sound?.opened.then((sound) => sound?.close());
    listening.sound = null;
    if (!room || !track) return;
    const { ffmpegPath, clock, log } = this.#context;
    const input = { router: room.router, producer: track.producer, ffmpegPath, clock };
    const child = log.child({ roomId });
    const again = () => {
      if (listening.sound?.producerId !== track.producer.id) return;
      listening.sound = null;
      setTimeout(() => this.#look(roomId), AGAIN_MS).unref();
    };
    const opened = openSound({
      ...input,
      log: child,
      onSamples: (samples, endWallMs) => listening.hearing.push(samples, endWallMs),
      onEnded: again,
    }).catch((error: unknown) => {
      child.warn({ err: error }, 'the microphone cannot be listened to');
      again();
      return null;
    });
    listening.sound = { producerId: track.producer.id, opened };
  }
}
