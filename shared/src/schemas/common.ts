import { z } from 'zod';
import { NAME_MAX_CHARS, TITLE_MAX_CHARS } from '../limits.ts';

/** Ids are UUIDs (version 7 when we make them), so they sort by time and never collide between nodes. */
export const idSchema = z.uuid();

/** Wall-clock milliseconds of the server. */
export const wallMsSchema = z.number().int().nonnegative().max(8_640_000_000_000_000);

// Control characters and the marks that turn the reading direction of what follows: names and
// comments stand inside other people's pages, so they may not reorder the text around them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
const unsafeCharacters = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * One line of text by a person: control and direction-override characters removed, white space
 * folded, between 1 and `maxChars` user-perceived code points. Markup stays as typed: it is only ever
 * shown as text.
 */
export function lineOfText(maxChars: number) {
  return z
    .string()
    .max(maxChars * 16)
    .transform((text) => text.normalize('NFC').replace(unsafeCharacters, '').replace(/\s+/g, ' ').trim())
    .refine((text) => text.length > 0, 'empty')
    .refine((text) => Array.from(text).length <= maxChars, `longer than ${maxChars} characters`);
}

/** Text of several lines, or none. */
export function paragraph(maxChars: number) {
  return z
    .string()
    .max(maxChars * 16)
    .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').replace(unsafeCharacters, '').trim())
    .refine((text) => Array.from(text).length <= maxChars, `longer than ${maxChars} characters`);
}

export const nameSchema = lineOfText(NAME_MAX_CHARS);
export const titleSchema = lineOfText(TITLE_MAX_CHARS);

export const localeSchema = z.enum(['zh-CN', 'en']);
export type Locale = z.infer<typeof localeSchema>;

export const personSchema = z.object({ id: z.string(), name: z.string() });
/** A person as others in the same cohort see them. */
export type Person = z.infer<typeof personSchema>;
