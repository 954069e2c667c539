import type { CueKey } from '@caipai/shared/schemas/cue';
import type { Criterion } from '@caipai/shared/schemas/rubric';
import type { SpeechFigures, SpeechLanguage } from '@caipai/shared/schemas/speech';
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { user } from './accounts.ts';

/** Wall-clock milliseconds, the unit of every time outside the account tables. */
export const wallMs = (name: string) => bigint(name, { mode: 'number' });

export const cohort = pgTable('cohort', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  blockWords: jsonb('block_words').$type<string[]>().notNull().default([]),
  cuePalette: jsonb('cue_palette').$type<CueKey[]>().notNull().default([]),
  speechFigures: text('speech_figures').$type<SpeechFigures>().notNull().default('withConsent'),
  /** For which norms of pace; null for those of the reader's page. */
  speechLanguage: text('speech_language').$type<SpeechLanguage>(),
  createdAtMs: wallMs('created_at_ms').notNull(),
});

export const cohortMember = pgTable(
  'cohort_member',
  {
    cohortId: uuid('cohort_id')
      .notNull()
      .references(() => cohort.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    role: text('role', { enum: ['instructor', 'trainee'] }).notNull(),
    joinedAtMs: wallMs('joined_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.cohortId, table.userId] }),
    index('cohort_member_user').on(table.userId),
  ],
);

/** What somebody answered when asked whether this class may keep how they speak. */
export const speechConsent = pgTable(
  'speech_consent',
  {
    cohortId: uuid('cohort_id')
      .notNull()
      .references(() => cohort.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    given: boolean('given').notNull(),
    answeredAtMs: wallMs('answered_at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.cohortId, table.userId] })],
);

export const invitation = pgTable('invitation', {
  id: uuid('id').primaryKey(),
  cohortId: uuid('cohort_id')
    .notNull()
    .references(() => cohort.id, { onDelete: 'cascade' }),
  role: text('role', { enum: ['instructor', 'trainee'] }).notNull(),
  /** SHA-256 of the token: a copy of the database invites nobody. */
  tokenHash: text('token_hash').notNull().unique(),
  invitedBy: text('invited_by')
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  expiresAtMs: wallMs('expires_at_ms').notNull(),
  createdAtMs: wallMs('created_at_ms').notNull(),
});

export const rubric = pgTable(
  'rubric',
  {
    id: uuid('id').primaryKey(),
    cohortId: uuid('cohort_id')
      .notNull()
      .references(() => cohort.id, { onDelete: 'cascade' }),
    version: integer('version').notNull().default(1),
    title: text('title').notNull(),
    criteria: jsonb('criteria').$type<Criterion[]>().notNull(),
    createdAtMs: wallMs('created_at_ms').notNull(),
  },
  (table) => [index('rubric_cohort').on(table.cohortId)],
);
