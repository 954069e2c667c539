import { z } from 'zod';
import { personSchema } from './common.ts';

/** The jobs beside the anchor's own. Each has one holder at most; one person may hold several. */
export const crewJobs = [
  'assistantAnchor',
  'fieldControl',
  'operations',
  'scriptPlanner',
  'selector',
] as const;
export const crewJobSchema = z.enum(crewJobs);
export type CrewJob = z.infer<typeof crewJobSchema>;
export const crewMemberSchema = z.object({ job: crewJobSchema, person: personSchema });
export type CrewMember = z.infer<typeof crewMemberSchema>;

/** A member of the cohort other than the anchor; null for nobody. */
export const holderIdSchema = z.string().min(1).max(100).nullable();
/** Who gets which job; jobs that are not named stay as they are. */
export const crewChangeSchema = z.partialRecord(crewJobSchema, holderIdSchema);
export type CrewChange = z.infer<typeof crewChangeSchema>;
