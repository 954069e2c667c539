import type { LiveSegment, RunningSegment } from '@caipai/shared/domain/rundown';
import { sessionStates } from '@caipai/shared/domain/session-machine';
import type { CrewJob } from '@caipai/shared/schemas/crew';
import type { RubricContent } from '@caipai/shared/schemas/rubric';
import { firstLayout, type Layout } from '@caipai/shared/schemas/session';
import type { SpeechShare } from '@caipai/shared/schemas/speech';
import type { LedgerEntry, LedgerKind } from '@caipai/shared/timeline/ledger-entry';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { user } from './accounts.ts';
import { cohort, rubric, wallMs } from './cohorts.ts';

export const session = pgTable(
  'session',
  {
    id: uuid('id').primaryKey(),
    cohortId: uuid('cohort_id')
      .notNull()
      .references(() => cohort.id, { onDelete: 'cascade' }),
    anchorId: text('anchor_id')
      .notNull()
      .references(() => user.id),
    title: text('title').notNull(),
    orientation: text('orientation', { enum: ['portrait', 'landscape'] }).notNull(),
    rubricId: uuid('rubric_id')
      .notNull()
      .references(() => rubric.id),
    /** The rubric as it stood when the session was planned: later edits change no old score. */
    rubricContent: jsonb('rubric_content').$type<RubricContent>().notNull(),
    rundown: jsonb('rundown').$type<readonly LiveSegment[]>().notNull(),
    rundownRevision: integer('rundown_revision').notNull().default(0),
    /** The latest edits, so that a repeated one is known. */
    rundownEditIds: jsonb('rundown_edit_ids').$type<readonly string[]>().notNull().default([]),
    runningSegment: jsonb('running_segment').$type<RunningSegment>(),
    /** The rundown's own prompts wait. */
    cuesHeld: boolean('cues_held').notNull().default(false),
    /** To whom the anchor shows how they spoke. */
    speechShare: text('speech_share').$type<SpeechShare>().notNull().default('nobody'),
    layout: text('layout').$type<Layout>().notNull().default(firstLayout),
    state: text('state', { enum: sessionStates }).notNull(),
    scheduledAtMs: wallMs('scheduled_at_ms'),
    startedAtMs: wallMs('started_at_ms'),
    interruptedAtMs: wallMs('interrupted_at_ms'),
    endedAtMs: wallMs('ended_at_ms'),
    scoreReleasedAtMs: wallMs('score_released_at_ms'),
    recordedMs: wallMs('recorded_ms'),
    posterAtMs: wallMs('poster_at_ms'),
    createdAtMs: wallMs('created_at_ms').notNull(),
  },
  (table) => [
    index('session_cohort').on(table.cohortId, table.createdAtMs),
    index('session_state').on(table.state),
  ],
);

/** Who works beside the anchor; a job has one holder at most, a person may hold several. */
export const sessionCrew = pgTable(
  'session_crew',
  {
    sessionId: uuid('session_id')
      .notNull()
      .references(() => session.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    job: text('job').$type<CrewJob>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.sessionId, table.job] })],
);

/**
 * Append-only: rows are inserted and read, never changed. Only how somebody spoke is deleted when they take back
 * their consent.
 */
export const ledger = pgTable(
  'ledger',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => session.id, { onDelete: 'cascade' }),
    /** What makes a repeated request the same entry: the sender's id, or a name made from the cause. */
    entryId: text('entry_id').notNull(),
    actorId: text('actor_id'),
    kind: text('kind').$type<LedgerKind>().notNull(),
    atMs: wallMs('at_ms').notNull(),
    entry: jsonb('entry').$type<LedgerEntry>().notNull(),
  },
  (table) => [
    uniqueIndex('ledger_entry').on(table.sessionId, table.entryId),
    index('ledger_kind').on(table.sessionId, table.kind, table.seq),
    index('ledger_order').on(table.sessionId, table.seq),
  ],
);
