import type { Suspicion } from '../schemas/moderation.ts';

/** White space, invisible characters, punctuation and symbols: what people put between letters to get past a list. */
const gap = /[\s\p{Z}\p{C}\p{P}\p{S}\p{M}]+/gu;
const han = /\p{Script=Han}/u;

/** Width and case of letters say nothing about a word. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** S p a m: letters that stand alone, put together. */
function spelledOut(loose: string): string {
  const words: string[] = [];
  let letters = '';
  for (const token of loose.split(' ')) {
    if (token.length === 1) letters += token;
    else {
      if (letters.length > 1) words.push(letters);
      letters = '';
    }
  }
  if (letters.length > 1) words.push(letters);
  return words.join(' ');
}

/**
 * Answers whether a text has one of these words, however wide, large or spaced. Chinese has no spaces between words,
 * so there they are left out altogether; in other scripts that would make words of the ends and beginnings of others.
 */
export function wordBlocker(words: readonly string[]): (text: string) => boolean {
  const tight: string[] = [];
  const loose: string[] = [];
  for (const word of words) {
    const folded = fold(word).replace(gap, ' ').trim();
    // A list may name a sign itself.
    if (folded === '') loose.push(fold(word).trim());
    else if (han.test(folded)) tight.push(folded.replaceAll(' ', ''));
    else loose.push(folded);
  }
  if (words.length === 0) return () => false;
  return (text) => {
    const folded = fold(text);
    const spaced = folded.replace(gap, ' ');
    const joined = spaced.replaceAll(' ', '');
    if (tight.some((word) => joined.includes(word))) return true;
    if (loose.length === 0) return false;
    const spelled = spelledOut(spaced.trim());
    return loose.some((word) => folded.includes(word) || spaced.includes(word) || spelled.includes(word));
  };
}

const link = /https?:|www\.|\b[a-z0-9-]{2,}\.(?:com|cn|net|org|top|xyz|shop|vip|cc|io|me|link|club)\b/u;
const contact =
  /微信|威信|薇信|加[v微威薇]|v信|vx|qq|扣扣|telegram|whatsapp|(?:^|[^a-z])(?:wx|tg)(?:[^a-z]|$)/u;
/** A telephone number, or one of an account somewhere. */
const longNumber = /\d{7,}/u;
const repetition = /(.)\1{7,}|(.{2,8})\2{3,}/u;

/** What in a comment a moderator may want to look at before all others do; null for nothing. */
export function suspicionOf(text: string): Suspicion | null {
  const folded = fold(text);
  if (link.test(folded)) return 'link';
  const joined = folded.replace(gap, '');
  if (contact.test(folded) || contact.test(joined) || longNumber.test(joined)) return 'contact';
  return repetition.test(joined) ? 'repetition' : null;
}
