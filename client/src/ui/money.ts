import { fenText } from '@caipai/shared/domain/money';

/** `¥79.90`, in every language: goods of a Chinese class are priced in yuan. */
export function yuan(fen: number): string {
  return `¥${fenText(fen)}`;
}
