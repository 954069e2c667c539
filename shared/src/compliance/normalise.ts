import { folds, Kind, kinds } from './character-kinds.ts';

/** A text as the matcher reads it: one kind of every letter, nothing between them that only hides a word. */
export interface Normalised {
  /** Folded UTF-16 units; only the first `length` count. */
  codes: Uint16Array;
  length: number;
  /** For every unit, the span in the original text that it came from. */
  starts: Uint32Array;
  ends: Uint32Array;
  /** 1 where a word of Latin letters begins. */
  wordStarts: Uint8Array;
}

/** A sentence ends, a clause ends, an enumeration goes on. No word reaches over any of them. */
export const SENTENCE_END = 0x0a;
export const CLAUSE_END = 0x2c;
export const LIST_MARK = 0x3001;

/** What one character stands for several of, such as ㎏; also Latin letters in mathematical dress. */
const wideFolds = new Map<string, string>();

/** Nobody ends a clause with these, so a mark behind them was only put in. */
const UNENDING = new Set(['最', '第'].map((char) => char.charCodeAt(0)));
/** Figures and signs that stand in for a letter, when letters stand on both sides. */
const LETTER_SHAPES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};
const PLUS_MEANS_ADD = /^[vwq微薇威徽扣]/iu;
/** Stands for a letter that no word of the lexicon has. */
const UNKNOWN_LETTER = 0xfffd;
const COLON = 0x3a;
/** The lexicon is written in the characters that everything else is folded to. */
const PLAIN_HAN = /^[\u4e00-\u9fff]*$/;
const ADD = '加'.charCodeAt(0);

export function normalise(text: string): Normalised {
  const size = text.length;
  // A compatibility character may become four; they are rare, so the arrays grow when one is met.
  let room = size + 16;
  let codes = new Uint16Array(room);
  let starts = new Uint32Array(room);
  let ends = new Uint32Array(room);
  let wordStarts = new Uint8Array(room);
  let length = 0;
  /** Whether the unit before in the text was a Latin letter too. */
  let inWord = false;

  const put = (code: number, start: number, end: number) => {
    if (length === room) {
      room *= 2;
      codes = grown(codes, new Uint16Array(room));
      starts = grown(starts, new Uint32Array(room));
      ends = grown(ends, new Uint32Array(room));
      wordStarts = grown(wordStarts, new Uint8Array(room));
    }
    codes[length] = code;
    starts[length] = start;
    ends[length] = end;
    length += 1;
  };
  const putMark = (mark: number, at: number) => {
    const before = length === 0 ? SENTENCE_END : (codes[length - 1] as number);
    if (UNENDING.has(before)) return;
    if (before === SENTENCE_END || (before === CLAUSE_END && mark === LIST_MARK)) return;
    if (before === CLAUSE_END || before === LIST_MARK) length -= 1;
    put(mark, at, at + 1);
  };
  const putWide = (char: string, at: number, wasInWord: boolean) => {
    if (/^\p{Lo}$/u.test(char)) put(UNKNOWN_LETTER, at, at + char.length);
    for (const part of wideFold(char)) {
      put(folds[part.charCodeAt(0)] as number, at, at + char.length);
      if (kinds[part.charCodeAt(0)] !== Kind.latin) continue;
      if (!wasInWord && !inWord) wordStarts[length - 1] = 1;
      inWord = true;
    }
  };
  const kindAt = (at: number): number =>
    at < 0 || at >= size ? Kind.space : (kinds[text.charCodeAt(at)] as number);
  const isWordy = (kind: number) => kind === Kind.han || kind === Kind.latin || kind === Kind.digit;
  const letterInWord = (at: number, isInWord: boolean): string | undefined => {
    if (!isInWord) return undefined;
    const next = kindAt(at + 1);
    if (next !== Kind.latin && !(next === Kind.digit && kindAt(at + 2) === Kind.latin)) return undefined;
    return LETTER_SHAPES[text.charAt(at)];
  };
  const betweenDigits = (at: number) => kindAt(at - 1) === Kind.digit && kindAt(at + 1) === Kind.digit;

  for (let at = 0; at < size; at += 1) {
    const code = text.charCodeAt(at);
    const kind = kinds[code] as number;
    if (kind === Kind.han) {
      put(folds[code] as number, at, at + 1);
      inWord = false;
      continue;
    }
    if (kind === Kind.latin) {
      put(folds[code] as number, at, at + 1);
      if (!inWord) wordStarts[length - 1] = 1;
      inWord = true;
      continue;
    }
    if (kind === Kind.nothing) continue;
    const wasInWord = inWord;
    const letter =
      kind === Kind.digit || kind === Kind.sign || kind === Kind.sentence
        ? letterInWord(at, inWord)
        : undefined;
    if (letter) {
      put(letter.charCodeAt(0), at, at + 1);
      continue;
    }
    inWord = false;
    switch (kind) {
      case Kind.digit:
        put(folds[code] as number, at, at + 1);
        break;
      case Kind.space:
        // Two figures with a space between are two figures.
        if (length > 0 && kindAt(at - 1) === Kind.digit && kindAt(nextInk(text, at)) === Kind.digit) {
          put(0x20, at, at + 1);
        }
        break;
      case Kind.sentence:
        putMark(SENTENCE_END, at);
        break;
      case Kind.clause:
        if (!betweenDigits(at)) putMark(CLAUSE_END, at);
        else if (folds[code] === COLON) put(COLON, at, at + 1);
        break;
      case Kind.list:
        putMark(LIST_MARK, at);
        break;
      case Kind.dot:
        if (betweenDigits(at)) put(0x2e, at, at + 1);
        else if (isWordy(kindAt(at - 1)) && kindAt(at + 1) === Kind.space && !isNumero(text, at)) {
          putMark(SENTENCE_END, at);
        }
        break;
      case Kind.percent:
        if (length > 0 && kinds[codes[length - 1] as number] === Kind.digit) put(0x25, at, at + 1);
        break;
      case Kind.sign:
        if (isWordy(kindAt(at + 1)) && kindAt(at + 1) !== Kind.han) put(folds[code] as number, at, at + 1);
        break;
      case Kind.plus:
        if (PLUS_MEANS_ADD.test(text.slice(nextInk(text, at), nextInk(text, at) + 1))) put(ADD, at, at + 1);
        break;
      case Kind.hyphen:
        if (betweenDigits(at)) put(0x2d, at, at + 1);
        break;
      case Kind.wide:
        putWide(text.charAt(at), at, wasInWord);
        break;
      case Kind.high: {
        const char = String.fromCodePoint(text.codePointAt(at) as number);
        putWide(char, at, wasInWord);
        at += char.length - 1;
        break;
      }
    }
  }
  return { codes, length, starts, ends, wordStarts };
}

const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true });

export function foldedText({ codes, length }: Normalised): string {
  return utf16.decode(codes.subarray(0, length));
}

/** The same with a capital wherever a word of Latin letters begins. */
export function markedText({ codes, length, wordStarts }: Normalised): string {
  const marked = codes.slice(0, length);
  for (let at = 0; at < length; at += 1) {
    if (wordStarts[at] === 1) marked[at] = (codes[at] as number) - 0x20;
  }
  return utf16.decode(marked);
}

/** The same folding for the words of the lexicon, which hold no marks and no gaps. */
export function foldWord(word: string): string {
  if (PLAIN_HAN.test(word)) return word;
  let folded = '';
  for (const char of word) {
    const code = char.charCodeAt(0);
    const kind = kinds[code];
    if (kind === Kind.han || kind === Kind.latin || kind === Kind.digit || kind === Kind.sign) {
      folded += String.fromCharCode(folds[code] as number);
    } else if (kind === Kind.percent) folded += '%';
    else if ((kind === Kind.dot || folds[code] === COLON) && /[0-9]$/.test(folded)) folded += char;
  }
  return folded;
}

function grown<T extends Uint8Array | Uint16Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function nextInk(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && kinds[text.charCodeAt(at)] === Kind.space) at += 1;
  return at;
}

/** "No. 1": the dot ends no sentence. */
function isNumero(text: string, dotAt: number): boolean {
  return (
    /(?:^|[^a-z])no$/i.test(text.slice(Math.max(0, dotAt - 3), dotAt)) &&
    kinds[text.charCodeAt(nextInk(text, dotAt))] === Kind.digit
  );
}

function wideFold(char: string): string {
  let folded = wideFolds.get(char);
  if (folded === undefined) {
    folded = char
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^a-z0-9\p{Script=Han}]/gu, '');
    wideFolds.set(char, folded);
  }
  return folded;
}
