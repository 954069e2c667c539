import type { Receipt } from '@caipai/shared/schemas/receipt';
import { index, integer, jsonb, pgTable, real, text, uuid } from 'drizzle-orm/pg-core';
import { wallMs } from './cohorts.ts';
import { session } from './sessions.ts';

/** What became of a session's recording. Files lie with the media plane; here stands what is known of them. */
export const recording = pgTable('recording', {
  sessionId: uuid('session_id')
    .primaryKey()
    .references(() => session.id, { onDelete: 'cascade' }),
  receipt: jsonb('receipt').$type<Receipt>(),
  finishState: text('finish_state', { enum: ['waiting', 'running', 'done', 'failed'] }).notNull(),
  /** 0 to 1. */
  finishShare: real('finish_share').notNull().default(0),
});

/** A copy that the anchor's browser uploaded to fill holes. Its chunks lie with the recording until they are used. */
export const recordingCopy = pgTable(
  'recording_copy',
  {
    copyId: uuid('copy_id').primaryKey(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => session.id, { onDelete: 'cascade' }),
    startedWallMs: wallMs('started_wall_ms').notNull(),
    state: text('state', { enum: ['waiting', 'done', 'failed'] }).notNull(),
    filled: integer('filled').notNull().default(0),
  },
  (table) => [index('recording_copy_session').on(table.sessionId)],
);
