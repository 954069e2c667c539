import { describe, expect, it } from 'vitest';
import { lawTexts } from '../law.ts';
import { parseFrame, parseWords } from '../pattern.ts';
import type { Lang, LexiconEntry } from '../types.ts';
import { lexicon } from './index.ts';

const asEntry = (entry: string | LexiconEntry): LexiconEntry =>
  typeof entry === 'string' ? { words: entry } : entry;
const groups = lexicon.parts.flatMap((part) => part.groups.map((group) => ({ ...group, part })));
const rows = groups.flatMap((group) => group.entries.map((entry) => ({ ...asEntry(entry), group })));
const countOf = (lang: Lang) => rows.filter(({ group }) => group.part.lang === lang).length;

describe('the lexicon', () => {
  it('has at least 600 entries in Chinese and 150 in English', () => {
    expect(countOf('zh')).toBeGreaterThanOrEqual(600);
    expect(countOf('en')).toBeGreaterThanOrEqual(150);
  });

  it('covers all fourteen categories in both languages', () => {
    for (const lang of ['zh', 'en'] as const) {
      const covered = lexicon.parts.filter((part) => part.lang === lang).map(({ category }) => category);
      expect(new Set(covered).size).toBe(14);
    }
  });

  it('explains every group in both languages and names its law', () => {
    for (const { why, law } of groups) {
      expect(why.zh.length).toBeGreaterThan(10);
      expect(why.en.length).toBeGreaterThan(20);
      expect(lawTexts[law].zh).not.toBe('');
    }
  });

  it('has every entry once', () => {
    const ids = rows.map(({ words, group }) => `${group.part.lang}:${group.id}:${words}`);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('writes every pattern so that it can be read', () => {
    const exemptions = [
      ...(['zh', 'en'] as const).flatMap((lang) =>
        lexicon.exemptions[lang].map((source) => ({ source, lang })),
      ),
      ...lexicon.parts.flatMap(({ exemptions = [], lang }) => exemptions.map((source) => ({ source, lang }))),
      ...groups.flatMap(({ exemptions = [], part: { lang } }) =>
        exemptions.map((source) => ({ source, lang })),
      ),
    ];
    const unreadable: string[] = [];
    const read = (source: string, reading: () => unknown) => {
      try {
        reading();
      } catch (error) {
        unreadable.push(`${source}: ${error}`);
      }
    };
    for (const { words, group } of rows) read(words, () => parseWords(words, group.part.lang));
    for (const { source, lang } of exemptions) {
      read(source, () => parseFrame(source, lang) ?? parseWords(source, lang));
    }
    expect(unreadable).toEqual([]);
  });
});
