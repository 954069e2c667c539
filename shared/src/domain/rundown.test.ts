import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LiveRundown, RundownChange } from '../schemas/rundown.ts';
import type { Segment } from '../schemas/session.ts';
import {
  asLive,
  editRundown,
  orderedSegments,
  presentRundown,
  type Rundown,
  type RundownEdit,
  type RundownOutcome,
  replaceRundown,
  segmentFields,
  startSegment,
  withRundownChange,
} from './rundown.ts';

const segment = (id: string, change: Partial<Segment> = {}): Segment => ({
  ...{ id, kind: 'product', title: id, targetSeconds: 60, productId: null, script: '' },
  ...change,
});
const rundownOf = (...ids: string[]): Rundown => ({
  ...{ revision: 0, running: null, editIds: [] },
  segments: asLive(ids.map((id) => segment(id))),
});
let edits = 0;
const apply = (rundown: Rundown, edit: RundownEdit) => {
  edits += 1;
  return editRundown(rundown, `edit ${edits}`, edit);
};
const taken = (outcome: RundownOutcome): Rundown => {
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.rundown;
};
const ids = ({ segments }: Pick<Rundown, 'segments'>) => segments.map(({ id }) => id).join('');
const edited = (segmentId: string, baseRevision: number, patch: Partial<Segment>): RundownEdit => ({
  ...{ kind: 'edited', segmentId, baseRevision, patch },
});

describe('editing a rundown', () => {
  it('refuses a text that is based on an older one, and hands out the one that stands', () => {
    const first = taken(apply(rundownOf('a'), edited('a', 0, { script: '先' })));
    expect(apply(first, edited('a', 0, { script: '后' }))).toMatchObject({
      ok: false,
      code: 'rundown.conflict',
      current: { script: '先', revision: 1 },
    });
    expect(taken(apply(first, edited('a', 1, { script: '后' }))).segments[0]).toMatchObject({ script: '后' });
  });

  it('two who write in different fields or different segments do not disturb each other', () => {
    let rundown = taken(apply(rundownOf('a', 'b'), edited('a', 0, { script: '词' })));
    rundown = taken(apply(rundown, edited('a', 0, { title: '题' })));
    rundown = taken(apply(rundown, edited('b', 0, { script: '别的' })));
    expect(rundown.segments).toMatchObject([
      { title: '题', script: '词', revision: 2 },
      { script: '别的', revision: 3 },
    ]);
  });

  it('planned cues are one field: of two who plan at once the later one is shown what stands', () => {
    const cue = (text: string) => ({
      ...{ id: text, atSeconds: 0, kind: 'text' as const, text, priority: 'normal' as const },
      to: 'anchor' as const,
    });
    const first = taken(apply(rundownOf('a'), edited('a', 0, { cues: [cue('一')] })));
    const [kept] = first.segments;
    expect(kept?.cues).toHaveLength(1);
    expect(apply(first, edited('a', 0, { cues: [cue('二')] }))).toMatchObject({ code: 'rundown.conflict' });
    // However the database orders the keys.
    const { id, ...rest } = cue('一');
    expect(apply(first, edited('a', 0, { cues: [{ ...rest, id }] }))).toMatchObject({ changed: null });
    expect(replaceRundown(first, undefined, [...first.segments])).toMatchObject({ ok: true, changed: [] });
    expect(apply(rundownOf('a'), edited('a', 0, { cues: [] }))).toMatchObject({ changed: null });
  });

  it('the same words from two people are no conflict', () => {
    const first = taken(apply(rundownOf('a'), edited('a', 0, { script: '词' })));
    expect(apply(first, edited('a', 0, { script: '词' }))).toEqual({
      ok: true,
      rundown: first,
      changed: null,
    });
  });

  it('an edit that comes twice is done once, also when others have edited since', () => {
    const insert: RundownEdit = { kind: 'inserted', afterId: 'a', segment: segment('x') };
    const once = taken(editRundown(rundownOf('a', 'b'), 'same', insert));
    const without = taken(apply(once, { kind: 'removed', segmentId: 'x', baseRevision: 1 }));
    expect(ids(taken(editRundown(without, 'same', insert)))).toBe('ab');
  });

  it('nothing is removed that somebody has just written in, nor what is on air', () => {
    const written = taken(apply(rundownOf('a', 'b'), edited('a', 0, { script: '新' })));
    expect(apply(written, { kind: 'removed', segmentId: 'a', baseRevision: 0 })).toMatchObject({
      code: 'rundown.conflict',
    });
    const running = taken(startSegment(written, { id: 's', segmentId: 'a', atMs: 5 }));
    expect(apply(running, { kind: 'removed', segmentId: 'a', baseRevision: 9 })).toMatchObject({
      code: 'rundown.segmentRunning',
    });
  });

  it('places are named by the neighbour; behind one that is gone a new segment comes last', () => {
    const rundown = rundownOf('a', 'b', 'c');
    const at = (afterId: string | null): RundownEdit => ({
      ...{ kind: 'inserted', afterId, segment: segment('x') },
    });
    expect(ids(taken(apply(rundown, at(null))))).toBe('xabc');
    expect(ids(taken(apply(rundown, at('b'))))).toBe('abxc');
    expect(ids(taken(apply(rundown, at('gone'))))).toBe('abcx');
    expect(ids(taken(apply(rundown, { kind: 'moved', segmentId: 'a', afterId: 'c' })))).toBe('bca');
    expect(apply(rundown, { kind: 'moved', segmentId: 'b', afterId: 'a' })).toMatchObject({ changed: null });
    expect(apply(rundown, { kind: 'moved', segmentId: 'b', afterId: 'gone' })).toMatchObject({ ok: false });
  });

  it('a plan made anew is taken only by who saw the newest one', () => {
    const rundown = taken(apply(rundownOf('a', 'b'), edited('a', 0, { script: '新' })));
    const plan = [segment('b'), segment('c')];
    expect(replaceRundown(rundown, undefined, plan)).toEqual({ ok: false, code: 'rundown.conflict' });
    expect(replaceRundown(rundown, 0, plan)).toEqual({ ok: false, code: 'rundown.conflict' });
    const outcome = replaceRundown(rundown, 1, plan);
    expect(outcome).toMatchObject({ ok: true, changed: [{ id: 'c', revision: 2 }] });
    // What is the same as before is no change, whoever sends it.
    expect(replaceRundown(rundown, 0, rundown.segments)).toMatchObject({ ok: true, changed: [] });
    const running = taken(startSegment(rundown, { id: 's', segmentId: 'a', atMs: 5 }));
    expect(replaceRundown(running, 1, plan)).toEqual({ ok: false, code: 'rundown.segmentRunning' });
  });
});

describe('the running segment', () => {
  it('keeps what each segment has used, so that a page turned back goes on', () => {
    let rundown = taken(startSegment(rundownOf('a', 'b'), { id: '1', segmentId: 'a', atMs: 1_000 }));
    rundown = taken(startSegment(rundown, { id: '2', segmentId: 'b', atMs: 4_000 }));
    rundown = taken(startSegment(rundown, { id: '3', segmentId: 'a', atMs: 5_500 }));
    expect(rundown.running).toEqual({
      ...{ id: '3', segmentId: 'a', sinceMs: 5_500 },
      spentMs: { a: 3_000, b: 1_500 },
    });
  });

  it('two who start the same segment start it once', () => {
    const first = taken(startSegment(rundownOf('a'), { id: '1', segmentId: 'a', atMs: 1_000 }));
    const second = startSegment(first, { id: '2', segmentId: 'a', atMs: 1_001 });
    expect(second).toEqual({ ok: true, rundown: first, changed: null });
    expect(startSegment(first, { id: '3', segmentId: 'gone', atMs: 2_000 })).toMatchObject({ ok: false });
  });
});

/** What an editor decides to do; the numbers choose among what they see. */
const intention = fc.record({
  who: fc.constantFrom(0, 1),
  what: fc.constantFrom('write', 'rename', 'insert', 'move', 'remove', 'look'),
  one: fc.nat(9),
  other: fc.nat(9),
});

describe('two editors at once, whatever they do and however late they see it', () => {
  it('no accepted words are overwritten unseen, ids stay unique, and all end up with the same rundown', () => {
    fc.assert(
      fc.property(fc.array(intention, { maxLength: 60 }), fc.integer(), (intentions, seed) => {
        let server = rundownOf('a', 'b', 'c');
        const start = presentRundown(server);
        const pages: LiveRundown[] = [start, start];
        const changes: RundownChange[] = [];
        /** The revision at which each field was last accepted. */
        const accepted = new Map<string, number>();
        for (const [step, { who, what, one, other }] of intentions.entries()) {
          const page = pages[who] as LiveRundown;
          if (what === 'look') {
            pages[who] = presentRundown(server);
            continue;
          }
          const seen = orderedSegments(page);
          const target = seen[one % Math.max(1, seen.length)];
          const afterId = other === 0 ? null : (seen[other % Math.max(1, seen.length)]?.id ?? null);
          const edit = ((): RundownEdit | null => {
            if (what === 'insert') return { kind: 'inserted', afterId, segment: segment(`n${step}`) };
            if (!target) return null;
            const { id: segmentId, revision: baseRevision } = target;
            if (what === 'move') return { kind: 'moved', segmentId, afterId };
            if (what === 'remove') return { kind: 'removed', segmentId, baseRevision };
            const text = `${who} at ${step}`;
            return edited(segmentId, baseRevision, what === 'write' ? { script: text } : { title: text });
          })();
          if (!edit) continue;
          const outcome = apply(server, edit);
          if (!outcome.ok || !outcome.changed) continue;
          const before = server;
          server = outcome.rundown;
          expect(server.revision).toBe(before.revision + 1);
          expect(new Set(server.segments.map(({ id }) => id)).size).toBe(server.segments.length);
          if (edit.kind === 'edited') {
            for (const name of segmentFields.filter((each) => edit.patch[each] !== undefined)) {
              const key = `${edit.segmentId} ${name}`;
              expect(accepted.get(key) ?? 0).toBeLessThanOrEqual(edit.baseRevision);
              accepted.set(key, server.revision);
              expect(server.segments.find(({ id }) => id === edit.segmentId)).toMatchObject(edit.patch);
            }
          }
          const gone = before.segments.filter(({ id }) => !server.segments.some((each) => each.id === id));
          expect(gone.map(({ id }) => id)).toEqual(edit.kind === 'removed' ? [edit.segmentId] : []);
          for (const each of gone)
            if (edit.kind === 'removed') expect(each.revision).toBeLessThanOrEqual(edit.baseRevision);
          const { revision, order } = presentRundown(server);
          const segments = edit.kind === 'removed' ? [] : [outcome.changed];
          changes.push({ revision, order, segments });
          // Who acted has the answer before anybody else hears of it.
          pages[who] = withRundownChange(page, changes.at(-1) as RundownChange);
        }
        const wanted = presentRundown(server);
        const shuffled = changes
          .map((change, index) => ({ change, key: Math.imul(seed ^ index, 2_654_435_761) }))
          .sort((a, b) => a.key - b.key)
          .map(({ change }) => change);
        for (const page of [...pages, start])
          expect(orderedSegments(shuffled.reduce(withRundownChange, page))).toEqual(orderedSegments(wanted));
      }),
      { numRuns: 300 },
    );
  });
});
