import type { SessionPart } from '@caipai/shared/protocol/requests';
import type { Person } from '@caipai/shared/schemas/common';
import type { Mark } from '@caipai/shared/schemas/rubric';
import { CueDesk } from './cue-desk.ts';
import { DanmakuDesk } from './danmaku-desk.ts';
import { type LiveNet, LiveSession } from './live-session.ts';
import { MarkDesk } from './mark-desk.ts';
import { Outbox, type Store } from './outbox.ts';
import { PictureClock } from './picture-clock.ts';
import { asUnsent, tellUnsent } from './unsent.ts';

/** A session and the desks at which a person acts in it, wired to one outbox. */
export class LiveRoom {
  readonly session: LiveSession;
  readonly danmaku: DanmakuDesk;
  readonly cues: CueDesk;
  readonly marks: MarkDesk;
  readonly me: Person;
  readonly pictureClock: PictureClock;

  constructor(sessionId: string, part: SessionPart, me: Person, net: LiveNet, storage: Store) {
    this.me = me;
    this.pictureClock = new PictureClock(net.serverNow);
    this.session = new LiveSession(sessionId, part, net);
    const outbox = new Outbox(
      storage,
      { userId: me.id, sessionId },
      {
        send: (name, input) => this.session.ask(name, input),
        now: net.serverNow,
        changed: (entries) => {
          this.marks.reflect(entries);
          this.danmaku.reflect(entries);
        },
        delivered: (entry, value) => {
          if (entry.name === 'mark:save') this.marks.accepted(value as Mark);
          else this.danmaku.accepted(entry.input.id, value as { seq: number; atMs: number; held: boolean });
        },
      },
    );
    this.danmaku = new DanmakuDesk(this.session, outbox, me);
    this.cues = new CueDesk(this.session, me);
    this.marks = new MarkDesk(this.session, outbox, storage, me.id, () => this.pictureClock.nowMs());
    // Marks that an earlier page left: their cards may be gone, so what is refused of them is told.
    const left = new Set(outbox.entries.map((entry) => entry.input.id));
    this.session.on('ready', () => {
      this.danmaku.reflect(outbox.entries);
      this.cues.flush();
      void outbox.flush().then(() => {
        const detail = this.session.view.session;
        tellUnsent(
          outbox.entries.flatMap((entry) =>
            entry.name === 'mark:save' && entry.refusal && left.has(entry.input.id)
              ? [asUnsent(entry, entry.refusal, detail, outbox)]
              : [],
          ),
        );
      });
    });
  }
}
