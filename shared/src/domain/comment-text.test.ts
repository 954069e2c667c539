import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suspicionOf, wordBlocker } from './comment-text.ts';

describe('a blocked word', () => {
  const blocks = wordBlocker(['加微信', 'Spam', 'buy now', 'Ａpp下载', '★']);

  it.each([
    '快加微信',
    '加 微 信',
    '加*微.信',
    '加\u200b微\u200b信',
    'sPAM!',
    'ＳＰＡＭ',
    's p a m',
    's.p-a*m',
    'BUY  NOW!!',
    'app 下载',
    '来★吧',
  ])('is found in “%s”', (text) => expect(blocks(text)).toBe(true));

  it.each(['微信加一个', 'his pam', 'tops pampered', 'buy it now', '好看', ''])(
    'is not made of pieces in “%s”',
    (text) => expect(blocks(text)).toBe(false),
  );

  it('is found with any signs, spaces and widths between and around its characters', () => {
    const noise = fc.string({ unit: fc.constantFrom(' ', '*', '.', '-', '\u200b', '　', '·'), maxLength: 3 });
    fc.assert(
      fc.property(fc.array(noise, { minLength: 4, maxLength: 4 }), ([a, b, c, d]) => {
        expect(blocks(`${a}加${b}微${c}信${d}`)).toBe(true);
      }),
    );
  });

  it('is nowhere while the list is empty', () => {
    fc.assert(fc.property(fc.string(), (text) => !wordBlocker([])(text)));
  });

  it('never breaks on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof blocks(text) === 'boolean'));
  });
});

describe('a comment to look at', () => {
  it.each([
    ['看 https://a.example/x', 'link'],
    ['去 taobao.com 搜', 'link'],
    ['加Ｖ聊', 'contact'],
    ['加 微 信 领券', 'contact'],
    ['１３８-0013-8000', 'contact'],
    ['哈哈哈哈哈哈哈哈哈哈', 'repetition'],
    ['买它买它买它买它买它', 'repetition'],
  ] as const)('“%s” has a %s', (text, what) => expect(suspicionOf(text)).toBe(what));

  it.each(['好看', '这个多少钱', '3 个 99 元', '哈哈哈哈', 'so nice', '2026 新款', 'box with lid'])(
    '“%s” has nothing',
    (text) => expect(suspicionOf(text)).toBeNull(),
  );
});
