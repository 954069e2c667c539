import type { Bilingual } from './types.ts';

export type LawRef =
  | 'ad-law-8'
  | 'ad-law-9-3'
  | 'ad-law-11'
  | 'ad-law-12'
  | 'ad-law-13'
  | 'ad-law-14'
  | 'ad-law-16'
  | 'ad-law-17'
  | 'ad-law-18'
  | 'ad-law-22'
  | 'ad-law-23'
  | 'ad-law'
  | 'live-marketing'
  | 'live-marketing-minors'
  | 'live-commerce'
  | 'host-conduct';

/** Only articles that we have read are numbered; the rest is named as a whole. */
export const lawTexts: Readonly<Record<LawRef, Bilingual>> = {
  'ad-law-8': { zh: '《广告法》第八条', en: 'Advertising Law of China, art. 8' },
  'ad-law-9-3': { zh: '《广告法》第九条第（三）项', en: 'Advertising Law of China, art. 9 (3)' },
  'ad-law-11': { zh: '《广告法》第十一条', en: 'Advertising Law of China, art. 11' },
  'ad-law-12': { zh: '《广告法》第十二条', en: 'Advertising Law of China, art. 12' },
  'ad-law-13': { zh: '《广告法》第十三条', en: 'Advertising Law of China, art. 13' },
  'ad-law-14': { zh: '《广告法》第十四条', en: 'Advertising Law of China, art. 14' },
  'ad-law-16': { zh: '《广告法》第十六条', en: 'Advertising Law of China, art. 16' },
  'ad-law-17': { zh: '《广告法》第十七条', en: 'Advertising Law of China, art. 17' },
  'ad-law-18': { zh: '《广告法》第十八条', en: 'Advertising Law of China, art. 18' },
  'ad-law-22': { zh: '《广告法》第二十二条', en: 'Advertising Law of China, art. 22' },
  'ad-law-23': { zh: '《广告法》第二十三条', en: 'Advertising Law of China, art. 23' },
  'ad-law': { zh: '《广告法》（相关规定）', en: 'Advertising Law of China (in general)' },
  'live-marketing': {
    zh: '《网络直播营销管理办法（试行）》（禁止性要求）',
    en: 'Internet live marketing measures (trial, 2021), prohibitions',
  },
  'live-marketing-minors': {
    zh: '《网络直播营销管理办法（试行）》（年满十六周岁要求）',
    en: 'Internet live marketing measures (trial, 2021), age of 16',
  },
  'live-commerce': {
    zh: '《直播电商监督管理办法》（相关规定）',
    en: 'Live e-commerce supervision measures (in force 2026, in general)',
  },
  'host-conduct': {
    zh: '《网络主播行为规范》（2022）',
    en: 'Code of conduct for online hosts (2022)',
  },
};
