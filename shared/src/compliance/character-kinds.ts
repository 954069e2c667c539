import { hanVariants } from './han-variants.ts';

export const Kind = {
  ink: 0,
  han: 1,
  latin: 2,
  digit: 3,
  space: 4,
  clause: 5,
  sentence: 6,
  list: 7,
  dot: 8,
  percent: 9,
  sign: 10,
  plus: 11,
  hyphen: 12,
  nothing: 13,
  high: 14,
  wide: 15,
} as const;

export const kinds = new Uint8Array(65_536);
export const folds = new Uint16Array(65_536);
fillTables();

export function isLatin(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function fillTables(): void {
  for (let code = 0; code < 65_536; code += 1) folds[code] = code;
  const range = (kind: number, from: number, to: number) => kinds.fill(kind, from, to + 1);
  const each = (kind: number, chars: string) => {
    for (const char of chars) kinds[char.charCodeAt(0)] = kind;
  };
  // Letters of scripts that the lexicon does not know separate words all the same.
  range(Kind.han, 0x0370, 0x1fff);
  range(Kind.han, 0x3005, 0x3007);
  range(Kind.han, 0x3041, 0x30ff);
  range(Kind.han, 0x3400, 0x9fff);
  range(Kind.han, 0xac00, 0xd7a3);
  range(Kind.wide, 0x2100, 0x214f);
  range(Kind.wide, 0x2150, 0x218f);
  range(Kind.wide, 0x2460, 0x24ff);
  range(Kind.wide, 0x3200, 0x33ff);
  range(Kind.wide, 0xf900, 0xfaff);
  range(Kind.high, 0xd800, 0xdbff);
  range(Kind.latin, 0x61, 0x7a);
  range(Kind.digit, 0x30, 0x39);
  for (let code = 0xc0; code < 0x250; code += 1) {
    const base = String.fromCharCode(code).normalize('NFKD').toLowerCase().charCodeAt(0);
    if (!isLatin(base)) continue;
    kinds[code] = Kind.latin;
    folds[code] = base;
  }
  for (let code = 0x41; code <= 0x5a; code += 1) {
    kinds[code] = Kind.latin;
    folds[code] = code + 0x20;
  }
  each(Kind.space, ' \t\v\f\u00a0\u3000\u2028');
  range(Kind.space, 0x2000, 0x200a);
  each(Kind.sentence, '。｡!?;\n\r\u0085\u2029');
  each(Kind.clause, ',:﹐');
  each(Kind.list, '、､');
  each(Kind.dot, '.');
  each(Kind.percent, '%‰');
  each(Kind.sign, '#$¥€£@');
  each(Kind.plus, '+➕');
  each(Kind.hyphen, '-–—~/～');
  // What leaves a word whole: joiners, marks that lie upon a letter, the apostrophe.
  each(Kind.nothing, "\u00ad'’ʼ＇");
  range(Kind.nothing, 0x0300, 0x036f);
  range(Kind.nothing, 0x200b, 0x200f);
  range(Kind.nothing, 0x202a, 0x202e);
  range(Kind.nothing, 0x2060, 0x2064);
  range(Kind.nothing, 0x20d0, 0x20f0);
  range(Kind.nothing, 0xfe00, 0xfe0f);
  kinds[0xfeff] = Kind.nothing;
  // Full width last: it takes over the kind of what it is a wide form of.
  for (let code = 0xff01; code <= 0xff5e; code += 1) {
    const narrow = code - 0xfee0;
    kinds[code] = kinds[narrow] as number;
    folds[code] = folds[narrow] as number;
  }
  folds['￥'.charCodeAt(0)] = '¥'.charCodeAt(0);
  kinds['￥'.charCodeAt(0)] = Kind.sign;
  for (let at = 0; at + 1 < hanVariants.length; at += 2) {
    folds[hanVariants.charCodeAt(at)] = hanVariants.charCodeAt(at + 1);
  }
}
