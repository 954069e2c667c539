import { PRICE_MAX_FEN } from '../limits.ts';

/**
 * Reads an amount as people type it (`79.9`, `¥79.90`, `１２元`) into fen, digit by digit: no float ever holds
 * money. Null when it is no amount, is negative, has more than two decimals or is beyond the largest price.
 */
export function parseFen(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^[¥￥]\s*/, '')
    .replace(/\s*元$/, '');
  const found = /^(\d{1,12})(?:\.(\d{0,2}))?$/.exec(plain);
  if (!found) return null;
  const fen = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
  return fen <= PRICE_MAX_FEN ? fen : null;
}

/** `79.90`: always two decimals, made from the digits of the whole number. */
export function fenText(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
