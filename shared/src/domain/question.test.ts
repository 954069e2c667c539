import { expect, it } from 'vitest';
import { looksLikeQuestion } from './question.ts';

const questions = [
  '这个杯子漏水吗？',
  '多少钱',
  '有没有大号的',
  '怎么下单',
  '几号发货',
  '能不能便宜点',
  '保温多久啊',
  '是真皮吗亲',
  '什么材质',
  '孕妇可以用吗',
  '主播呢',
  '哪个颜色好看',
  '请问包邮',
  'how much is it',
  'Is it real leather',
  'can I wash it',
  'any discount',
  'hi, what size do I need',
  '¿cuánto cuesta?',
  '价格？？？',
  '包邮？😀',
];
const statements = [
  '好看',
  '已下单',
  '666',
  '主播加油！',
  '买了买了',
  '不怎么样',
  '没什么用',
  '这么便宜',
  '我要一个',
  'nice cup',
  'I know how it works',
  '！！！',
  '蓝色的好看',
  '上次买的很好用',
];

it.each(questions)('“%s” is taken for a question', (text) => {
  expect(looksLikeQuestion(text)).toBe(true);
});
it.each(statements)('“%s” is not', (text) => {
  expect(looksLikeQuestion(text)).toBe(false);
});
