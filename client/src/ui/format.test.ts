import { expect, it } from 'vitest';
import { dateFormats } from './format.ts';

const atMs = Date.UTC(2026, 10, 21, 6, 30);

it('names the month and counts to 24 in both languages', () => {
  const en = dateFormats('en', 'Asia/Shanghai');
  expect(en.moment(atMs)).toBe('21 Nov 2026, 14:30');
  expect([en.date(atMs), en.time(atMs)]).toEqual(['21 Nov', '14:30']);
  const zh = dateFormats('zh-CN', 'Asia/Shanghai');
  expect(zh.moment(atMs)).toBe('2026年11月21日 14:30');
  expect([zh.date(atMs), zh.time(atMs)]).toEqual(['11月21日', '14:30']);
});

it('begins the day at 00:00', () => {
  for (const language of ['en', 'zh-CN'])
    expect(dateFormats(language, 'UTC').time(Date.UTC(2026, 0, 1))).toBe('00:00');
});
