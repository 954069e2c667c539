import { type Actor, assigning, mayInSession, type SessionAction } from '@caipai/shared/domain/permissions';
import { presentRundown } from '@caipai/shared/domain/rundown';
import { isOnAir, isOver } from '@caipai/shared/domain/session-machine';
import { standingCut } from '@caipai/shared/domain/violation-ladder';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { LAYOUT_MIN_INTERVAL_MS } from '@caipai/shared/limits';
import type { JoinedSession } from '@caipai/shared/protocol/facts';
import { requestSchemas, type SessionPart } from '@caipai/shared/protocol/requests';
import { ok } from '@caipai/shared/protocol/result';
import type { Context } from '../../context.ts';
import { refusalOfParse } from '../../observability/map-error.ts';
import { answering, defineHandler, type Handler, type HandlerPorts } from '../../realtime/define-handler.ts';
import { createPace } from '../../realtime/pace.ts';
import { type Joined, rooms, type StudioSocket } from '../../realtime/socket-types.ts';
import type { SessionRow } from '../../store/repositories/sessions.ts';
import { shareReads } from '../../store/share-reads.ts';
import type { Store } from '../../store/store.ts';
import { cuesOf } from '../cues/cues.ts';
import { peopleIn } from '../danmaku/comments.ts';
import type { HouseRulesReader } from '../danmaku/house-rules.ts';
import { describeComments } from '../danmaku/joined.ts';
import { standingMarks } from '../marks/marks.ts';
import { receivingAudience } from '../media/handlers.ts';
import type { KnownCapabilities } from '../media/known-capabilities.ts';
import type { PublishedTracks } from '../media/published-tracks.ts';
import type { RecordingStatuses } from '../media/recording-status.ts';
import { setTalking, talkingIn } from '../media/talkback.ts';
import { presentOnAir } from '../shelf/present.ts';
import type { Transcripts } from '../transcript/transcripts.ts';
import { violationKinds, violationsOf } from '../violations/violations.ts';
import { changeCrew } from './crew.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { PresenceKeeper } from './presence.ts';
import { factsOf, presentDetail } from './present.ts';

const neededToJoin: Record<SessionPart, SessionAction> = {
  studio: 'session:publish',
  watch: 'session:view',
  coach: 'mark:readAll',
  crew: 'console:open',
};

/** How many comments a page gets when it opens; the replay has them all. */
const DANMAKU_ON_JOIN = 100;

export interface SessionHandlerPorts
  extends HandlerPorts,
    Pick<Context, 'store' | 'ledger' | 'broadcast' | 'media' | 'clock'> {
  lifecycle: Lifecycle;
  presence: PresenceKeeper;
  tracks: PublishedTracks;
  recordings: RecordingStatuses;
  houseRules: HouseRulesReader;
  capabilities: KnownCapabilities;
  transcripts: Pick<Transcripts, 'present'>;
}

function roomsOf(socket: StudioSocket, sessionId: string): string[] {
  return [...socket.rooms].filter((room) => room.startsWith(rooms.everyone(sessionId)));
}

/** Forgets a joined session: rooms, presence, and the viewer's entry in the ledger. */
export async function leaveSession(
  ports: SessionHandlerPorts,
  socket: StudioSocket,
  sessionId: string,
): Promise<void> {
  const joined = socket.data.joined[sessionId];
  if (!joined) return;
  await setTalking(ports, { socket, sessionId, joined }, false);
  delete socket.data.joined[sessionId];
  await Promise.all(roomsOf(socket, sessionId).map((room) => socket.leave(room)));
  ports.presence.changed(sessionId);
  const { state } = await ports.sessionFacts.get(sessionId);
  if (!isOnAir(state)) {
    const { sockets, complete } = await ports.broadcast.socketsIn(sessionId);
    // A plan that nobody looks at keeps no room on the media node.
    if (complete && sockets.length === 0) await ports.lifecycle.closeRoom(sessionId);
  }
  if (joined.as !== 'studio' && !isOver(state)) {
    await ports.ledger.append({
      sessionId,
      entryId: ports.newId(),
      actorId: socket.data.person.id,
      entry: { kind: 'viewer.left', atMs: ports.clock.nowMs() },
    });
  }
}

async function enter(
  ports: SessionHandlerPorts,
  socket: StudioSocket,
  row: SessionRow,
  joined: Joined,
): Promise<void> {
  const sessionId = row.id;
  const before = socket.data.joined[sessionId];
  const repeated = before?.as === joined.as;
  // Rights may have changed since: what is held goes on, who they are and what they hear is as of now.
  socket.data.joined[sessionId] = repeated ? { ...before, actor: joined.actor } : joined;
  const may = (action: Parameters<typeof mayInSession>[2]) =>
    mayInSession(joined.actor, factsOf(row), action).allowed;
  const own = [rooms.everyone(sessionId), rooms.person(sessionId, socket.data.person.id)];
  if (may('mark:readAll')) own.push(rooms.coaches(sessionId));
  if (joined.as !== 'watch' && may('danmaku:moderate')) own.push(rooms.moderators(sessionId));
  if (joined.as === 'studio') own.push(rooms.studio(sessionId));
  if (receivingAudience(joined, factsOf(row)) === 'crew') own.push(rooms.crew(sessionId));
  // Who left while we looked things up must not be entered for ever.
  if (!socket.connected) return;
  const left = roomsOf(socket, sessionId).filter((room) => !own.includes(room));
  await Promise.all([socket.join(own), ...left.map((room) => socket.leave(room))]);
  if (repeated) return;
  ports.presence.changed(sessionId);
  if (joined.as !== 'studio' && !isOver(row.state)) {
    // Nobody waits for this entry: the first picture must not.
    ports.ledger
      .append({
        sessionId,
        entryId: ports.newId(),
        actorId: socket.data.person.id,
        entry: { kind: 'viewer.joined', atMs: ports.clock.nowMs() },
      })
      .catch((error) => ports.log.warn({ sessionId, err: error }, 'an arrival was not recorded'));
  }
}

/** A tab that was duplicated carries the same id: the newer one takes the studio, the older is told. */
function takeOver(socket: StudioSocket, sessionId: string): void {
  for (const other of socket.nsp.sockets.values()) {
    const twin = other.id !== socket.id && other.data.peerId === socket.data.peerId;
    if (twin && other.data.joined[sessionId]?.as === 'studio') {
      other.emit('session:takenOver', { sessionId });
      delete other.data.joined[sessionId];
      void other.leave(rooms.studio(sessionId));
      void other.leave(rooms.crew(sessionId));
    }
  }
}

async function openRoom(ports: SessionHandlerPorts, roomId: string) {
  const opened = await ports.media.request('room:open', { roomId });
  ports.capabilities.learn(opened.rtpCapabilities);
  return opened;
}

/** What happened in a session, with the names of those who did it. */
async function readHistory({ ledger, people }: Store, sessionId: string, afterSeq: number) {
  const [sent, others] = await Promise.all([
    afterSeq > 0
      ? ledger.read(sessionId, { afterSeq, kinds: ['danmaku.sent'] })
      : ledger.readNewest(sessionId, 'danmaku.sent', DANMAKU_ON_JOIN),
    ledger.read(sessionId, {
      kinds: [
        'danmaku.removed',
        'danmaku.released',
        'danmaku.held',
        'cue.sent',
        'cue.confirmed',
        'mark.saved',
        ...violationKinds,
      ],
    }),
  ]);
  const names = await people.names(peopleIn([...sent, ...others]));
  return { sent, others, names };
}

/** A whole class comes in at once. */
function sharedReads(store: Store) {
  return {
    row: shareReads((sessionId) => store.sessions.find(sessionId)),
    history: shareReads((sessionId) => readHistory(store, sessionId, 0)),
    products: shareReads((cohortId) => store.cohorts.productsOf(cohortId)),
    shelf: shareReads((sessionId) => store.shelf.read(sessionId)),
  };
}

async function describe(
  ports: SessionHandlerPorts,
  shared: ReturnType<typeof sharedReads>,
  row: SessionRow,
  joined: Joined,
  afterSeq: number,
): Promise<JoinedSession> {
  const { actor } = joined;
  const audience = receivingAudience(joined, factsOf(row));
  const may = (action: Parameters<typeof mayInSession>[2]) =>
    mayInSession(actor, factsOf(row), action).allowed;
  const [history, products, capabilities, presence, { sockets }, rundown, shelf, usedCouponIds, transcript] =
    await Promise.all([
      afterSeq > 0 ? readHistory(ports.store, row.id, afterSeq) : shared.history(row.id),
      shared.products(row.cohortId),
      isOver(row.state)
        ? { rtpCapabilities: {} }
        : openRoom(ports, row.id).catch((error) => {
            // The page still works without a picture; asking for the picture will say what is wrong.
            ports.log.error({ sessionId: row.id, err: error }, 'media room could not be opened');
            return { rtpCapabilities: {} };
          }),
      ports.presence.read(row.id),
      audience === 'crew' ? ports.broadcast.socketsIn(row.id) : { sockets: [] },
      // Read after the socket has entered: what changed before that, it did not hear.
      audience === 'crew' ? ports.store.rundowns.find(row.id) : null,
      shared.shelf(row.id),
      may('order:place') ? ports.store.shelf.couponsUsedBy(row.id, actor.userId) : [],
      audience === 'crew' ? ports.transcripts.present(row.id, { hits: may('transcript:readHits') }) : null,
    ]);
  const { sent, others, names } = history;
  const nameOf = (userId: string) => names.get(userId)?.name ?? '';
  const comments = await describeComments(ports, row.id, history, {
    userId: actor.userId,
    crew: may('cue:read'),
    moderates: joined.as !== 'watch' && may('danmaku:moderate'),
  });
  const marks = standingMarks(others, nameOf);
  const violations = violationsOf(others, nameOf);
  return {
    session: presentDetail(row, actor, {
      marks,
      products,
      recording: ports.recordings.get(row.id),
    }),
    recordingCode: joined.as === 'watch' ? null : ports.recordings.worryOf(row.id),
    serverNowMs: ports.clock.nowMs(),
    seq: Math.max(afterSeq, ...sent.map((each) => each.seq), ...others.map((each) => each.seq)),
    presence,
    tracks: ports.tracks.listFor(row.id, audience),
    talking: talkingIn(sockets, row.id),
    rtpCapabilities: capabilities.rtpCapabilities,
    ...comments,
    cues: may('cue:read') ? cuesOf(others, nameOf) : [],
    cuesHeld: rundown?.cuesHeld ?? false,
    violations: may('cue:read') ? violations : [],
    cut: standingCut(violations) !== null,
    marks: may('mark:readAll') ? marks : marks.filter((mark) => mark.rater.id === actor.userId),
    rundown: rundown && presentRundown(rundown),
    shelf: presentOnAir(shelf),
    usedCouponIds,
    shelfDesk: audience === 'crew' && may('order:read') ? shelf : null,
    transcript,
  };
}

export function sessionHandlers(ports: SessionHandlerPorts): Handler[] {
  const { store, lifecycle, clock } = ports;
  const shared = sharedReads(store);
  const layoutPace = createPace(clock, LAYOUT_MIN_INTERVAL_MS);
  return [
    answering(ports, 'session:join', async (socket, raw) => {
      const parsed = requestSchemas['session:join'].safeParse(raw);
      if (!parsed.success) return refusalOfParse(parsed.error);
      const { sessionId, as, afterSeq } = parsed.data;
      const row = await shared.row(sessionId);
      if (!row) throw new StudioError('session.notFound');
      const person = socket.data.person;
      const actor: Actor = {
        userId: person.id,
        systemRole: person.role,
        cohortRole: await store.people.roleIn(row.cohortId, person.id),
      };
      const facts = factsOf(row);
      const needed = neededToJoin[as];
      // Outsiders hear "not found" for every way in, so that ids cannot be probed.
      for (const action of ['session:view', needed] as const) {
        const verdict = mayInSession(actor, facts, action);
        if (!verdict.allowed) throw new StudioError(verdict.code, `join as ${as}`);
      }
      if (as === 'studio') takeOver(socket, sessionId);
      const joined = { as, actor, publishing: false, talking: false };
      await enter(ports, socket, row, joined);
      const onlyTheSocketWasGone =
        as === 'studio' &&
        row.anchorId === person.id &&
        row.state === 'interrupted' &&
        ports.tracks.publishes(sessionId, socket.data.peerId);
      if (!onlyTheSocketWasGone) return ok(await describe(ports, shared, row, joined, afterSeq));
      await lifecycle.attempt(sessionId, { type: 'resume', atMs: clock.nowMs() });
      return ok(
        await describe(ports, shared, (await store.sessions.find(sessionId)) ?? row, joined, afterSeq),
      );
    }),

    defineHandler(ports, 'session:leave', 'session:view', async ({ socket, session, joined }, input) => {
      if (input.as !== undefined && input.as !== joined.as) return null;
      await leaveSession(ports, socket, session.id);
      await ports.media.request('peer:close', { roomId: session.id, peerId: socket.data.peerId });
      return null;
    }),

    defineHandler(ports, 'session:openLobby', 'session:goLive', async ({ session }) => {
      await lifecycle.apply(session.id, { type: 'openLobby', atMs: clock.nowMs() });
      return null;
    }),

    defineHandler(ports, 'session:goLive', 'session:goLive', async ({ socket, session }) => {
      if (!ports.tracks.publishes(session.id, socket.data.peerId)) {
        throw new StudioError('session.wrongState', 'going live without a published track');
      }
      const phase = await lifecycle.apply(session.id, { type: 'goLive', atMs: clock.nowMs() });
      return { startedAtMs: phase.startedAtMs ?? clock.nowMs() };
    }),

    defineHandler(ports, 'session:setLayout', 'layout:set', async ({ socket, session }, { layout }) => {
      if ((await store.sessions.find(session.id))?.layout === layout) return null;
      const waitMs = layoutPace.take(`${session.id} ${socket.data.person.id}`);
      if (waitMs > 0) throw new StudioError('layout.tooFast', undefined, { retryAfterMs: waitMs });
      await store.sessions.update(session.id, { layout });
      await ports.ledger.append({
        sessionId: session.id,
        entryId: ports.newId(),
        actorId: socket.data.person.id,
        entry: { kind: 'layout.changed', atMs: clock.nowMs(), layout },
      });
      await lifecycle.announce(session.id);
      return null;
    }),

    defineHandler(
      ports,
      'crew:assign',
      ({ actor }, { job }, session) => assigning(actor, session, job),
      async ({ session, joined }, { job, userId }) => {
        const row = await store.sessions.find(session.id);
        if (!row) throw new StudioError('session.notFound');
        try {
          await changeCrew(ports, row, joined.actor, { [job]: userId });
        } finally {
          // Who was chosen is stored, also when the media plane could not be told.
          await lifecycle.announce(session.id);
        }
        return null;
      },
    ),

    defineHandler(ports, 'session:end', 'session:end', async ({ socket, session }) => {
      const cause = socket.data.person.id === session.anchorId ? 'anchor' : 'instructor';
      const phase = await lifecycle.apply(session.id, { type: 'end', atMs: clock.nowMs(), cause });
      return { endedAtMs: phase.endedAtMs ?? clock.nowMs() };
    }),
  ];
}
