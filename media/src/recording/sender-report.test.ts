import { expect, it } from 'vitest';
import { senderReport } from './sender-report.ts';

it('writes a sender report as RFC 3550 lays it out', () => {
  const packet = senderReport(0xfedcba98, Date.UTC(1970, 0, 1, 0, 0, 1, 500), 2 ** 32 + 7);
  expect(packet.toString('hex')).toBe(
    ['80c80006', 'fedcba98', '83aa7e81', '80000000', '00000007', '00000000', '00000000'].join(''),
  );
});
