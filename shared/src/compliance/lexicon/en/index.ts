import type { LexiconPart } from '../../types.ts';
import { absoluteTermEn } from './absolute-term.ts';
import { authorityEn } from './authority.ts';
import { counterfeitEn } from './counterfeit.ts';
import { disparagementEn } from './disparagement.ts';
import { fakeNumbersEn } from './fake-numbers.ts';
import { financeEn } from './finance.ts';
import { giftEn } from './gift.ts';
import { healthFoodEn } from './health-food.ts';
import { medicalEn } from './medical.ts';
import { minorsEn } from './minors.ts';
import { politicalEn } from './political.ts';
import { superstitionEn } from './superstition.ts';
import { urgencyPriceEn } from './urgency-price.ts';
import { vulgarEn } from './vulgar.ts';

export const enParts: readonly LexiconPart[] = [
  absoluteTermEn,
  authorityEn,
  counterfeitEn,
  disparagementEn,
  fakeNumbersEn,
  financeEn,
  giftEn,
  healthFoodEn,
  medicalEn,
  minorsEn,
  politicalEn,
  superstitionEn,
  urgencyPriceEn,
  vulgarEn,
];

/** Speaking about forbidden words is not using them. */
export const enExemptions: readonly string[] = [
  '{not|never|no|dont|doesnt|does not|do not|cannot|cant|can not|wont|will not|isnt|is not|arent|are not|werent|wasnt|didnt|not be|nor|neither|far from|without} {a|an|the|any|to|be|really|actually|even|yet|exactly|necessarily|our|your|at all|meant to|intended to|supposed to|able to|going to|designed to|a guarantee of|a substitute for|something that|about|promise|claim|say|mean|guarantee|some|call it|have|give|offer|sell|use|make|buy|} {a|an|the|any|to|be|cure|treat|as|our|your|some|it|that|it is|its|you|is|of|} @',
  '{not|never|dont|doesnt|does not|do not|cannot|cant|wont|will not|must not|mustnt|shouldnt|should not|avoid|stop|refuse to|we never|please dont|nobody may|no one may|may not|not allowed to|forbidden to|banned from|without} {claim|claiming|say|saying|promise|promising|use|using|write|call|calling|advertise|pretend|state|tell|tell you|tell anyone|speak of|shout|mention|guarantee|intended|meant|designed|replace|believe|trust|sell|buy|type|imply|suggest|put} ~24@',
  '@ ~16{is a banned word|is forbidden|is not allowed|is prohibited|are banned words|is against the rules|is an absolute term|would be illegal|is illegal|is a false claim|are false claims|is false advertising|are not allowed|are forbidden|are prohibited|we cannot say|we may not say|is what we avoid}',
  '@ ~~40{rules say i|i shouldnt|i should not|i cant say|i cannot say|i may not|im not allowed|we cant say|we may not|were not allowed}',
  '@ ~6{is a word|is a claim|is a phrase|is a term} ~16{cant|may not|must not|shouldnt|dont|never|not}',
  '@ {links|messages|calls|ads|groups|accounts} {are|is} {all|} {scams|scam|fraud|fake}',
  '{words like|terms like|phrases like|claims like|words such as|claims such as|phrases such as|the word|the words|the phrase|expressions like|banned words|forbidden words} ~24@',
  '{anyone|whoever|someone|people|if anyone|if someone|a seller|sellers|those} {who|that|} {claims|says|promises|offers|tells you|tell you|claim|promise|saying|asks|asking|offering|promising|claiming} ~24@',
  '{beware of|watch out for|be careful with|be wary of|do not trust|dont trust|scam|scams|report|avoid|steer clear of|ignore} ~16@',
  '{law|rules|rule|platform|regulations|regulation} {doesnt|does not|wont|will not|dont|do not|forbids|forbid|prohibits|bans} {let|allow|permit|} {us|you|anyone|sellers|hosts|} ~40@',
  '@ ~~24{deserves suspicion|is suspicious|suspicious|red flag|warning sign|walk away|be careful|be skeptical|be sceptical|too good to be true|should worry you|deserve suspicion}',
];
