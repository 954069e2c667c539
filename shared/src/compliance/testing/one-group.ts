import type { Lang, Lexicon, LexiconEntry, LexiconGroup } from '../types.ts';

/** A lexicon of one group, for what is tried apart from the real words. */
export function oneGroup(of: {
  entries: (string | LexiconEntry)[];
  exemptions?: string[];
  lang?: Lang;
  group?: Partial<LexiconGroup>;
}): Lexicon {
  return {
    exemptions: { zh: [], en: [] },
    parts: [
      {
        category: 'absolute-term',
        lang: of.lang ?? 'zh',
        groups: [
          {
            id: 'tried',
            severity: 'block',
            law: 'ad-law-9-3',
            permittedBy: 'ranking-proof',
            why: { zh: '原因', en: 'reason' },
            entries: of.entries,
            exemptions: of.exemptions ?? [],
            ...of.group,
          },
        ],
      },
    ],
  };
}
