import { withRundownChange, withRunning } from '@caipai/shared/domain/rundown';
import { isOver } from '@caipai/shared/domain/session-machine';
import type { JoinedSession, PublishedTrack, ServerFacts } from '@caipai/shared/protocol/facts';
import type { RequestInput, RequestName, RequestValues, SessionPart } from '@caipai/shared/protocol/requests';
import { type Refusal, type Result, refuse } from '@caipai/shared/protocol/result';
import type { Cue } from '@caipai/shared/schemas/cue';
import type { Danmaku } from '@caipai/shared/schemas/danmaku';
import type { TranscriptLine } from '@caipai/shared/schemas/transcript';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { Emitter } from '../../rtc/emitter.ts';
import { retryDelayMs, sleep } from '../../rtc/retry-policy.ts';
import type { MediaAsk } from '../../rtc/signalling.ts';
import { markWay } from '../../rtc/way-marks.ts';
import {
  emptyView,
  type LiveView,
  withCue,
  withCueConfirmed,
  withDanmaku,
  withHeard,
  withJoined,
  withMark,
  withoutDanmaku,
  withoutTrack,
  withRecording,
  withSaid,
  withSessionChange,
  withSettled,
  withShelf,
  withSpeech,
  withTalking,
  withTrack,
  withViolation,
} from './view.ts';

/** The page's one socket, as far as a live session needs it. */
export interface LiveNet {
  /** A `volatile` request is dropped rather than put in front of others. */
  ask<N extends RequestName>(
    name: N,
    input: RequestInput<N>,
    options?: { volatile?: boolean },
  ): Promise<Result<RequestValues[N]>>;
  onFact<N extends keyof ServerFacts>(name: N, listener: ServerFacts[N]): () => void;
  /** Calls on every change between connected and not; a new connection counts as a change. */
  onConnection(listener: (connected: boolean) => void): () => void;
  serverNow(): number;
}

export interface LiveEvents {
  joined: JoinedSession;
  /** Comments that were made now, not the backlog. */
  danmakuArrived: readonly Danmaku[];
  cueArrived: Cue;
  /** A sentence that was over just now, not the backlog. */
  said: TranscriptLine;
  published: PublishedTrack;
  unpublished: string;
  mediaReset: null;
  /** Joined and connected: whatever waited may go. */
  ready: null;
  takenOver: null;
}

/** A backlog is asked for from a little before the newest known entry: ticks and facts may overtake. */
const OVERLAP = 50;
const MEDIA_AWAY_MS = 3_000;

/** One joined session: keeps the view right over facts, lost connections and lost media rooms. */
export class LiveSession extends Emitter<LiveEvents> {
  readonly sessionId: string;
  readonly part: SessionPart;
  readonly store: StoreApi<LiveView> = createStore<LiveView>(() => emptyView);
  readonly net: LiveNet;
  #stops: (() => void)[] = [];
  #connected = false;
  /** Raised by everything that makes a running attempt to join pointless. */
  #attempt = 0;

  constructor(sessionId: string, part: SessionPart, net: LiveNet) {
    super();
    this.sessionId = sessionId;
    this.part = part;
    this.net = net;
  }

  get view(): LiveView {
    return this.store.getState();
  }

  /** A prompt that this page makes itself, as if it had come from outside. */
  promptHere(cue: Cue): void {
    this.emit('cueArrived', cue);
  }

  update(change: (view: LiveView) => LiveView): void {
    this.store.setState(change(this.view), true);
  }

  start(): void {
    if (this.#stops.length > 0) return;
    this.#listen();
    this.#stops.push(
      this.net.onConnection((connected) => {
        this.#connected = connected;
        if (connected) void this.join();
        else this.#interrupt();
      }),
    );
  }

  stop(): void {
    this.#attempt += 1;
    for (const stop of this.#stops) stop();
    this.#stops = [];
    if (this.#connected) void this.net.ask('session:leave', { sessionId: this.sessionId, as: this.part });
    this.dropListeners();
  }

  /** Enters the room, now or again; calls itself off when something newer does the same. */
  async join(): Promise<void> {
    this.#attempt += 1;
    const attempt = this.#attempt;
    const current = () => attempt === this.#attempt && this.#stops.length > 0;
    this.update((view) => ({ ...view, phase: view.session ? 'rejoining' : 'joining', refusal: null }));
    for (let tries = 0; current(); tries += 1) {
      await sleep(retryDelayMs(tries) ?? 7_000);
      if (!current()) return;
      markWay('join-sent');
      const answer = await this.net.ask('session:join', {
        sessionId: this.sessionId,
        as: this.part,
        afterSeq: Math.max(0, this.view.seq - OVERLAP),
      });
      if (!current()) return;
      if (answer.ok) return this.#enter(answer.value);
      if (!isPassing(answer.error)) {
        this.update((view) => ({ ...view, phase: 'refused', refusal: answer.error }));
        return;
      }
    }
  }

  /** Asks within this session. Before the session is joined the answer is a refusal, without sending. */
  async ask<N extends RequestName>(
    name: N,
    input: Omit<RequestInput<N>, 'sessionId'>,
    options: { volatile?: boolean } = {},
  ): Promise<Result<RequestValues[N]>> {
    if (!this.#connected || this.view.phase !== 'joined') return refuse('server.unavailable');
    const whole = { ...input, sessionId: this.sessionId } as RequestInput<N>;
    const answer = await this.net.ask(name, whole, options);
    // The server lost sight of us without our socket breaking: enter again.
    if (!answer.ok && answer.error.code === 'session.notJoined') void this.join();
    return answer;
  }

  readonly mediaAsk: MediaAsk = (name, input) => this.ask(name, input as never);

  #enter(joined: JoinedSession): void {
    markWay('joined');
    this.update((view) => withJoined(view, joined));
    if (Object.keys(joined.rtpCapabilities).length === 0 && !isOver(joined.session.state))
      this.#rejoinLater();
    this.emit('joined', joined);
    this.emit('ready', null);
  }

  /** The media plane was away while we joined: everything but the picture works, so look again soon. */
  #rejoinLater(): void {
    const attempt = this.#attempt;
    setTimeout(() => {
      if (attempt === this.#attempt) void this.join();
    }, MEDIA_AWAY_MS);
  }

  #interrupt(): void {
    this.#attempt += 1;
    this.update((view) => (view.phase === 'joined' ? { ...view, phase: 'rejoining' } : view));
  }

  #listen(): void {
    const on = <N extends keyof ServerFacts>(
      name: N,
      apply: (fact: Parameters<ServerFacts[N]>[0] & { sessionId: string }) => void,
    ) => {
      const listener = ((fact: { sessionId: string }) => {
        if (fact.sessionId === this.sessionId) apply(fact as never);
      }) as ServerFacts[N];
      this.#stops.push(this.net.onFact(name, listener));
    };

    on('session:changed', (fact) => this.update((view) => withSessionChange(view, fact)));
    on('session:takenOver', () => {
      this.#attempt += 1;
      this.update((view) => ({ ...view, takenOver: true, phase: 'refused' }));
      this.emit('takenOver', null);
    });
    on('presence:changed', ({ viewers, anchorConnected }) =>
      this.update((view) => ({ ...view, presence: { viewers, anchorConnected } })),
    );
    on('recording:changed', (fact) => this.update((view) => withRecording(view, fact.status, fact.code)));

    on('media:published', ({ producerId, publisherId, feed, source }) => {
      const track = { producerId, publisherId, feed, source };
      this.update((view) => withTrack(view, track));
      this.emit('published', track);
    });
    on('media:unpublished', ({ producerId }) => {
      this.update((view) => withoutTrack(view, producerId));
      this.emit('unpublished', producerId);
    });
    on('talkback:changed', ({ speaker, talking }) =>
      this.update((view) => withTalking(view, speaker, talking)),
    );
    on('media:reset', () => {
      this.update((view) => ({ ...view, tracks: [], talking: [] }));
      this.emit('mediaReset', null);
      void this.join();
    });

    on('danmaku:ticked', ({ items }) => {
      const known = new Set(this.view.danmaku.map((line) => line.id));
      this.update((view) => withDanmaku(view, items));
      this.emit(
        'danmakuArrived',
        items.filter((item) => !known.has(item.id)),
      );
    });
    on('danmaku:removed', (fact) => this.update((view) => withoutDanmaku(view, fact.danmakuId)));
    on('danmaku:settled', (fact) => this.update((view) => withSettled(view, fact.danmakuId, fact.released)));
    on('danmaku:pinned', ({ danmaku }) => this.update((view) => ({ ...view, pinned: danmaku })));
    on('slowMode:changed', ({ seconds }) => this.update((view) => ({ ...view, slowModeSeconds: seconds })));
    on('member:muted', (fact) => this.update((view) => ({ ...view, mutedUntilMs: fact.untilMs })));

    on('cue:sent', ({ cue }) => {
      const known = this.view.cues.some((each) => each.id === cue.id);
      this.update((view) => ({ ...view, cues: withCue(view.cues, cue) }));
      if (!known) this.emit('cueArrived', cue);
    });
    on('cue:held', ({ held }) => this.update((view) => ({ ...view, cuesHeld: held })));
    on('speech:measured', ({ readings }) => this.update((view) => withSpeech(view, readings)));
    on('violation:changed', ({ violation }) =>
      this.update((view) => ({ ...view, violations: withViolation(view.violations, violation) })),
    );
    on('transcript:said', ({ line }) => {
      this.update((view) => withSaid(view, line));
      this.emit('said', line);
    });
    on('transcript:heard', ({ partial }) => this.update((view) => withHeard(view, partial)));
    on('stream:cut', ({ cut }) => this.update((view) => ({ ...view, cut })));
    on('cue:confirmed', ({ cueId, stage, atMs }) =>
      this.update((view) => ({ ...view, cues: withCueConfirmed(view.cues, cueId, stage, atMs) })),
    );
    on('rundown:changed', (change) =>
      this.update((view) => ({ ...view, rundown: view.rundown && withRundownChange(view.rundown, change) })),
    );
    on('segment:started', ({ running }) =>
      this.update((view) => ({ ...view, rundown: view.rundown && withRunning(view.rundown, running) })),
    );
    on('shelf:changed', ({ shelf }) => this.update((view) => withShelf(view, { shelf })));
    on('shelf:deskChanged', ({ desk }) => this.update((view) => withShelf(view, { desk })));
    on('coupon:used', ({ couponId }) =>
      this.update((view) => ({ ...view, usedCouponIds: [...view.usedCouponIds, couponId] })),
    );
    on('mark:saved', ({ mark }) => this.update((view) => ({ ...view, marks: withMark(view.marks, mark) })));
  }
}

function isPassing({ code }: Refusal): boolean {
  return code.startsWith('server.') || code === 'media.unavailable' || code === 'media.roomLost';
}
