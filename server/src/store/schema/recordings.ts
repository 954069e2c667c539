import type { Receipt } from '@caipai/shared/schemas/receipt';
import { jsonb, pgTable, real, text, uuid } from 'drizzle-orm/pg-core';
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
