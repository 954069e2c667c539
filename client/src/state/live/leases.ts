import { isOnAir } from '@caipai/shared/domain/session-machine';
import type { SessionPart } from '@caipai/shared/protocol/requests';
import type { Person } from '@caipai/shared/schemas/common';
import { preloadDevice } from '../../rtc/device.ts';
import { Viewer } from '../../rtc/viewer.ts';
import { liveNet } from './live-net.ts';
import { LiveRoom } from './live-room.ts';

/** What a page holds while it is open: the room, and what comes in from others. */
export interface LiveLease {
  room: LiveRoom;
  viewer: Viewer;
}

interface Held extends LiveLease {
  users: number;
  expiry: ReturnType<typeof setTimeout> | null;
}

/** How long a lease waits for its page to be drawn for the first time. */
const AWAIT_PAGE_MS = 15_000;
/** Long enough for a page to be replaced by itself, short enough to free the seat. */
const LINGER_MS = 2_000;
const held = new Map<string, Held>();

/**
 * Begins to join at once, without waiting for the page to be drawn: the way from a click to the first
 * frame has no step that waits for another one without need. A lease that nobody retains expires.
 */
export function leaseRoom(sessionId: string, part: SessionPart, me: Person): LiveLease {
  const key = keyOf(sessionId, part, me);
  const known = held.get(key);
  if (known) return known;
  preloadDevice();
  const room = new LiveRoom(sessionId, part, me, liveNet, localStore());
  const viewer = part === 'studio' ? hearStudio(room) : watchRoom(room);
  const lease: Held = { room, viewer, users: 0, expiry: null };
  held.set(key, lease);
  expireAfter(AWAIT_PAGE_MS, key, lease);
  room.session.start();
  return lease;
}

/** Keeps the lease while a page is on screen; the answer gives it back. */
export function retainLease(lease: LiveLease): () => void {
  const entry = [...held].find(([, each]) => each.room === lease.room);
  if (!entry) return () => {};
  const [key, kept] = entry;
  kept.users += 1;
  if (kept.expiry) clearTimeout(kept.expiry);
  return () => {
    kept.users -= 1;
    if (kept.users === 0) expireAfter(LINGER_MS, key, kept);
  };
}

function expireAfter(delayMs: number, key: string, lease: Held): void {
  if (lease.expiry) clearTimeout(lease.expiry);
  lease.expiry = setTimeout(() => {
    held.delete(key);
    lease.viewer.close();
    lease.room.session.stop();
  }, delayMs);
}

function watchRoom({ session }: LiveRoom): Viewer {
  const viewer = new Viewer(session.mediaAsk);
  session.on('joined', (joined) => {
    viewer.handleAir(isOnAir(joined.session.state));
    viewer.handleJoined(joined);
  });
  session.store.subscribe(({ session: detail }) => {
    if (detail) viewer.handleAir(isOnAir(detail.state));
  });
  session.on('published', (track) => viewer.handlePublished(track));
  session.on('unpublished', (producerId) => viewer.handleUnpublished(producerId));
  session.on('mediaReset', () => viewer.handleReset());
  return viewer;
}

/**
 * The stage receives only what others send, and only while there is any: an anchor who is alone should not
 * have a second transport beside the one that sends.
 */
function hearStudio({ session, me }: LiveRoom): Viewer {
  const viewer = new Viewer(session.mediaAsk);
  const foreign = () => session.view.tracks.filter(({ publisherId }) => publisherId !== me.id);
  const followAir = () => {
    const { session: detail } = session.view;
    viewer.handleAir(detail !== null && isOnAir(detail.state) && foreign().length > 0);
  };
  session.on('joined', ({ rtpCapabilities }) => {
    followAir();
    viewer.handleJoined({ rtpCapabilities, tracks: foreign() });
  });
  session.store.subscribe((now, before) => {
    if (now.session?.state !== before.session?.state || now.tracks !== before.tracks) followAir();
  });
  session.on('published', (track) => {
    if (track.publisherId !== me.id) viewer.handlePublished(track);
  });
  session.on('unpublished', (producerId) => viewer.handleUnpublished(producerId));
  session.on('mediaReset', () => viewer.handleReset());
  return viewer;
}

function keyOf(sessionId: string, part: SessionPart, me: Person): string {
  return `${me.id} ${part} ${sessionId}`;
}

function localStore(): Storage {
  try {
    return window.localStorage;
  } catch {
    // A browser that keeps nothing: what is typed lives as long as the page.
    return window.sessionStorage;
  }
}
