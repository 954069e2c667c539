import { studioLinter } from '@caipai/shared/compliance/studio-linter';
import type { Hit } from '@caipai/shared/compliance/types';
import { provedClaimsOf } from '@caipai/shared/domain/claim-proofs';
import { TRANSCRIPT_ON_JOIN } from '@caipai/shared/limits';
import {
  type HeardSegment,
  heardSegmentSchema,
  type LiveTranscript,
} from '@caipai/shared/schemas/transcript';
import type { Context } from '../../context.ts';
import type { SessionFactsReader } from '../sessions/session-facts.ts';
import { linesOf } from './lines.ts';

type Ports = Pick<Context, 'config' | 'store' | 'ledger' | 'media' | 'broadcast' | 'clock' | 'log'> & {
  sessionFacts: SessionFactsReader;
};

/**
 * What is said in sessions: every recogniser's words come in here, in one shape. Sentences go into the ledger, are
 * read against the rules of advertising, and are told to those who may know; what is not yet a sentence is only told.
 */
export function createTranscripts(ports: Ports) {
  const { config, store, ledger, media, broadcast, clock, log, sessionFacts } = ports;
  const recogniser = config.transcript.recogniser;
  const onMediaNode = recogniser === 'sherpa' || recogniser === 'fixture';

  /** What the product on screen has papers for may be said. */
  async function hitsIn(sessionId: string, text: string): Promise<Hit[]> {
    const hits = studioLinter.lint(text);
    if (hits.every(({ permittedBy }) => permittedBy === null)) return hits;
    const { pinnedProductId } = await store.shelf.read(sessionId);
    const product = pinnedProductId === null ? null : await store.products.find(pinnedProductId);
    return product ? studioLinter.lint(text, { facts: provedClaimsOf(product) }) : hits;
  }

  /** Told to the sockets of this process alone where every process hears it by itself. */
  async function hear(sessionId: string, segment: HeardSegment, reach: 'here' | 'everywhere'): Promise<void> {
    const { final, ...said } = segment;
    if (!final) {
      const { id, fromMs, text } = said;
      broadcast.toCrewFrom(reach, sessionId, 'transcript:heard', {
        sessionId,
        partial: { id, fromMs, text },
      });
      return;
    }
    const { anchorId } = await sessionFacts.get(sessionId);
    const hits = await hitsIn(sessionId, said.text);
    const { id, fromMs, untilMs, text } = said;
    const written = ledger.append({
      ...{ sessionId, entryId: id, actorId: anchorId },
      entry: { kind: 'transcript.said', atMs: fromMs, id, untilMs, text },
    });
    // Handed over together they are durable together.
    const flagged =
      hits.length > 0 &&
      ledger.append({
        ...{ sessionId, entryId: `flagged ${id}`, actorId: anchorId },
        entry: { kind: 'transcript.flagged', atMs: fromMs, saidId: id, hits },
      });
    const [{ repeated }] = await Promise.all([written, flagged]);
    if (repeated && reach === 'everywhere') return;
    broadcast.toCrewByRight(reach, sessionId, anchorId, 'transcript:said', {
      full: { sessionId, line: { ...said, hits } },
      plain: { sessionId, line: { ...said, hits: [] } },
    });
  }

  /** What is on its way into the ledger. */
  const keeping = new Set<Promise<void>>();
  const unfollow = media.onFact((fact) => {
    if (fact.type !== 'spoken') return;
    const segment = heardSegmentSchema.safeParse(fact.segment);
    if (!segment.success) {
      log.warn({ sessionId: fact.roomId, err: segment.error }, 'not a sentence');
      return;
    }
    const kept: Promise<void> = hear(fact.roomId, segment.data, 'here')
      .catch((error) => log.warn({ sessionId: fact.roomId, err: error }, 'a sentence was not kept'))
      .finally(() => keeping.delete(kept));
    keeping.add(kept);
  });

  return {
    hear,

    /** Listens to whoever publishes from this tab, where a recogniser of the media node does that. */
    async begin(sessionId: string, peerId: string): Promise<void> {
      if (!onMediaNode) return;
      try {
        await media.request('transcript:start', { roomId: sessionId, peerId });
      } catch (error) {
        // The rehearsal goes on without.
        log.warn({ sessionId, err: error }, 'no transcript of this session');
      }
    },

    /** Resolves when the last words are in the ledger, or there will be none. */
    async end(sessionId: string): Promise<void> {
      if (!onMediaNode) return;
      try {
        await media.request('transcript:stop', { roomId: sessionId });
        await Promise.all(keeping);
      } catch (error) {
        log.warn({ sessionId, err: error }, 'the transcript ended without its last words');
      }
    },

    /** For a page that opens. */
    async present(sessionId: string, { hits }: { hits: boolean }): Promise<LiveTranscript> {
      const [said, flagged] = await Promise.all([
        store.ledger.readNewest(sessionId, 'transcript.said', TRANSCRIPT_ON_JOIN),
        hits ? store.ledger.readNewest(sessionId, 'transcript.flagged', TRANSCRIPT_ON_JOIN) : [],
      ]);
      return { recogniser, lines: linesOf([...flagged, ...said]) };
    },

    /** Times as a browser believes them, drawn to when the session was on. */
    within<T extends HeardSegment>(segment: T, startedAtMs: number | null): T {
      const nowMs = clock.nowMs();
      const bound = (ms: number) => Math.min(nowMs, Math.max(startedAtMs ?? nowMs, ms));
      return { ...segment, fromMs: bound(segment.fromMs), untilMs: bound(segment.untilMs) };
    },

    close: unfollow,
  };
}
export type Transcripts = ReturnType<typeof createTranscripts>;
