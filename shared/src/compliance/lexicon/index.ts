import type { Lexicon } from '../types.ts';
import { enExemptions, enParts } from './en/index.ts';
import { zhExemptions, zhParts } from './zh/index.ts';

export const lexicon: Lexicon = {
  parts: [...zhParts, ...enParts],
  exemptions: { zh: zhExemptions, en: enExemptions },
};
