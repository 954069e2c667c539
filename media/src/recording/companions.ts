import { companionSchema } from '@caipai/shared/schemas/media';
import { readdirOrNone } from './take-files.ts';

/** The folders within a recording's own in which companions lie, takes and all else left out. */
export async function companionNames(recordingDir: string): Promise<string[]> {
  const names = await readdirOrNone(recordingDir);
  return names.filter((name) => companionSchema.safeParse(name).success).sort();
}
