import { asksForChange } from '@caipai/shared/compliance/asks-for-change';
import { studioLinter } from '@caipai/shared/compliance/studio-linter';
import type { Hit } from '@caipai/shared/compliance/types';

/** What a moderator is shown of a comment's wording. Worked out from its text whenever it is asked for, never stored. */
export const flagsOf = (text: string): Hit[] => studioLinter.lint(text).filter(asksForChange);
