import type { LawRef } from './law.ts';

/** What a claim may be wrong in; one folder of the lexicon names its words by these. */
export const categories = [
  'absolute-term',
  'false-urgency-or-price',
  'medical-or-efficacy',
  'health-food',
  'finance-promise',
  'authority-or-patent',
  'disparagement',
  'gift-without-terms',
  'fake-numbers',
  'counterfeit-or-diversion',
  'vulgar-or-abusive',
  'minors',
  'superstition',
  'political-symbols',
] as const;
export type Category = (typeof categories)[number];

/** `notice` is worth a thought; `warn` and `block` ask for a change. */
export type Severity = 'notice' | 'warn' | 'block';

export type Lang = 'zh' | 'en';

export type Bilingual = Readonly<Record<Lang, string>>;

/** What a product would have to carry for the words to be said of it. */
export type Evidence =
  | 'ranking-proof'
  | 'test-report'
  | 'patent-certificate'
  | 'health-food-registration'
  | 'special-cosmetics-registration'
  | 'medical-device-registration'
  | 'award-certificate'
  | 'authorisation-letter'
  | 'price-record'
  | 'origin-certificate'
  | 'sales-record'
  | 'gift-terms';

/** Where a row says nothing, its group does. Patterns are explained in docs/compliance.md. */
export interface LexiconEntry {
  words: string;
  severity?: Severity;
  law?: LawRef;
  permittedBy?: Evidence | null;
  why?: Bilingual;
  exemptions?: readonly string[];
}

export interface LexiconGroup {
  id: string;
  severity: Severity;
  law: LawRef;
  permittedBy: Evidence | null;
  /** Why the words are risky, and what to say instead. */
  why: Bilingual;
  entries: readonly (string | LexiconEntry)[];
  exemptions?: readonly string[];
}

/** One file of the lexicon. */
export interface LexiconPart {
  category: Category;
  lang: Lang;
  groups: readonly LexiconGroup[];
  /** Apply to every group of this file. */
  exemptions?: readonly string[];
}

export interface Lexicon {
  parts: readonly LexiconPart[];
  /** Apply to every category of their language. */
  exemptions: Readonly<Record<Lang, readonly string[]>>;
}

/** Words that a product may use, because somebody read the evidence for exactly these. */
export interface ProvedClaim {
  claim: string;
  evidence: Evidence;
}

export interface Hit {
  /** UTF-16 offsets into the text as it was given. */
  start: number;
  end: number;
  /** `group:words`, as the lexicon has them. */
  entryId: string;
  category: Category;
  severity: Severity;
  lawRef: LawRef;
  permittedBy: Evidence | null;
  why: Bilingual;
  /** The product carries the evidence for these very words. */
  permitted: boolean;
}
