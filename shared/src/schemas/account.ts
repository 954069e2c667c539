import { z } from 'zod';
import { idSchema, localeSchema, nameSchema } from './common.ts';

export const systemRoleSchema = z.enum(['admin', 'member']);
export type SystemRole = z.infer<typeof systemRoleSchema>;

export const cohortRoleSchema = z.enum(['instructor', 'trainee']);
export type CohortRole = z.infer<typeof cohortRoleSchema>;

export const cohortSummarySchema = z.object({
  id: idSchema,
  name: z.string(),
  role: cohortRoleSchema.nullable(),
  memberCount: z.number().int(),
});
export type CohortSummary = z.infer<typeof cohortSummarySchema>;

export const meSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: systemRoleSchema,
  locale: localeSchema.nullable(),
  cohorts: z.array(cohortSummarySchema),
});
export type Me = z.infer<typeof meSchema>;

/** What a page may know before anyone signed in. */
export const siteSchema = z.object({
  /** The signed-in person, or null. */
  me: meSchema.nullable(),
  /** Demo personas to sign in as with one click; empty unless the demo is on. */
  demoPersonas: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      job: z.enum(['instructor', 'anchor', 'peer']),
    }),
  ),
  /** True until the first account exists: the sign-in page then offers to create the administrator. */
  needsFirstAdmin: z.boolean(),
  /** What the media plane can send, for those signed in once it is known: a page prepares with it before it joins. */
  rtpCapabilities: z.record(z.string(), z.unknown()).nullable(),
  serverNowMs: z.number(),
  protocolVersion: z.number().int(),
});
export type Site = z.infer<typeof siteSchema>;

export const cohortMemberSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: cohortRoleSchema,
  joinedAtMs: z.number(),
});
export type CohortMember = z.infer<typeof cohortMemberSchema>;

export const invitationSchema = z.object({
  id: idSchema,
  cohortId: idSchema,
  role: cohortRoleSchema,
  /** The path to open, token included; known only at creation. */
  path: z.string(),
  expiresAtMs: z.number(),
});
export type Invitation = z.infer<typeof invitationSchema>;

export const invitationPreviewSchema = z.object({
  cohortName: z.string(),
  role: cohortRoleSchema,
  invitedBy: z.string(),
  expiresAtMs: z.number(),
});
export type InvitationPreview = z.infer<typeof invitationPreviewSchema>;

export const createCohortSchema = z.object({ name: nameSchema });
export const createInvitationSchema = z.object({
  role: cohortRoleSchema,
  validForHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 30)
    .default(24 * 7),
});
export const signUpSchema = z.object({
  name: nameSchema,
  email: z.email().max(200),
  password: z.string().min(8).max(128),
  locale: localeSchema,
  /** The invitation that permits this account; absent only for the first administrator. */
  invitationToken: z.string().max(200).optional(),
  /** Printed in the server's log at first start; asked for the first administrator only. */
  setupCode: z.string().max(200).optional(),
});
