import { type Actor, mayInSession, type SessionAction } from '@caipai/shared/domain/permissions';
import type { CompanionRecording } from '@caipai/shared/schemas/media';
import type { Receipt } from '@caipai/shared/schemas/receipt';
import type { CompanionReplay, Replay } from '@caipai/shared/schemas/replay';
import type { SessionRow } from '../../store/repositories/sessions.ts';
import type { Store } from '../../store/store.ts';
import { speakerOf } from '../recordings/companions.ts';
import { factsOf } from '../sessions/present.ts';
import { spansOf } from './playlist.ts';

/** What is played beside the anchor's recording is for all who see it, except what was said into ears. */
export function mayPlay(actor: Actor, row: SessionRow, companion: string): boolean {
  return speakerOf(companion) === null || mayInSession(actor, factsOf(row), 'talkback:hear').allowed;
}

/** `companions` are those that the reader may play. */
export async function presentCompanions(
  store: Store,
  base: string,
  companions: readonly CompanionRecording[],
): Promise<Pick<Replay, 'assistant' | 'talkback'>> {
  const replayOf = ({ name, takes }: CompanionRecording): CompanionReplay => ({
    playlistUrl: `${base}/companions/${name}/index.m3u8`,
    spans: spansOf(takes),
  });
  const assistant = companions.find(({ name }) => speakerOf(name) === null);
  const spoken = companions.flatMap((companion) => {
    const speakerId = speakerOf(companion.name);
    return speakerId === null ? [] : [{ companion, speakerId }];
  });
  const people = await store.people.names(spoken.map(({ speakerId }) => speakerId));
  return {
    assistant: assistant ? replayOf(assistant) : null,
    talkback: spoken.map(({ companion, speakerId }) => ({
      ...replayOf(companion),
      speaker: people.get(speakerId) ?? { id: speakerId, name: '' },
    })),
  };
}

/** The receipt without what its reader may not even know of; who reads it is nobody special unless said. */
export function receiptFor(
  receipt: Receipt,
  plays: (companion: string) => boolean,
  reader: { actor: Actor; row: SessionRow },
): Receipt {
  const may = (action: SessionAction) => mayInSession(reader.actor, factsOf(reader.row), action).allowed;
  const { cues, marks } = receipt.counts;
  return {
    ...receipt,
    companions: receipt.companions?.filter(({ name }) => plays(name)),
    counts: {
      ...receipt.counts,
      cues: may('cue:read') ? cues : null,
      marks: may('mark:readAll') || may('score:readReleased') ? marks : null,
    },
  };
}
