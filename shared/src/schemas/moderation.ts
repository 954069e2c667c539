import { z } from 'zod';
import type { Hit } from '../compliance/types.ts';
import { SLOW_MODE_MAX_SECONDS } from '../limits.ts';
import { idSchema, type Person } from './common.ts';
import type { Danmaku } from './danmaku.ts';

const inSession = z.object({ sessionId: idSchema });
const onDanmaku = inSession.extend({ danmakuId: idSchema });

/** Which comments of the audience wait for a moderator before anybody else reads them. */
export const holdModes = ['nothing', 'suspicious', 'flagged', 'all'] as const;
export type HoldMode = (typeof holdModes)[number];

export const muteReasons = ['flooding', 'abuse', 'advertising', 'misleading', 'other'] as const;
export type MuteReason = (typeof muteReasons)[number];

export const muteMemberSchema = inSession.extend({
  userId: z.string().min(1).max(100),
  /** How long from now, in seconds; 0 lifts the mute. */
  seconds: z.number().int().min(0).max(86_400),
  reason: z.enum(muteReasons).default('other'),
});
/** 0 switches slow mode off. */
export const setSlowModeSchema = inSession.extend({
  seconds: z.number().int().min(0).max(SLOW_MODE_MAX_SECONDS),
});
export const setHoldSchema = inSession.extend({ hold: z.enum(holdModes) });
export const removeDanmakuSchema = onDanmaku;
export const releaseDanmakuSchema = onDanmaku;
/** Null takes down what is pinned. */
export const pinDanmakuSchema = inSession.extend({ danmakuId: idSchema.nullable() });
export const answerDanmakuSchema = onDanmaku.extend({ answered: z.boolean() });
export const classifyDanmakuSchema = onDanmaku.extend({ question: z.boolean() });

/** What makes a comment suspicious. */
export type Suspicion = 'link' | 'contact' | 'repetition';
/** Why a comment waits: all of them do, or there is something about this one. */
export type HeldWhy = 'all' | 'flagged' | Suspicion;

/** A comment that waits for a moderator. */
export interface HeldDanmaku extends Omit<Danmaku, 'seq'> {
  why: HeldWhy;
  /** Where its wording is risky. */
  flags: Hit[];
}

export interface Mute {
  person: Person;
  untilMs: number;
  reason: MuteReason;
  by: Person;
}

export interface Question {
  danmaku: Danmaku;
  /** How long it took until somebody marked it as answered; null while it is open. */
  answeredAfterMs: number | null;
}

/** What moderators know of a session beside what everybody does. */
export interface Moderation {
  hold: HoldMode;
  /** Oldest first. */
  held: HeldDanmaku[];
  /** Where the wording of comments is risky, by their ids; those that wait bring their own. */
  flags: Record<string, Hit[]>;
  mutes: Mute[];
}
