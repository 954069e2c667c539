import type auth from './zh-CN/auth.ts';
import type coach from './zh-CN/coach.ts';
import type cohort from './zh-CN/cohort.ts';
import type common from './zh-CN/common.ts';
import type compliance from './zh-CN/compliance.ts';
import type console from './zh-CN/console.ts';
import type errors from './zh-CN/errors.ts';
import type home from './zh-CN/home.ts';
import type live from './zh-CN/live.ts';
import type lobby from './zh-CN/lobby.ts';
import type moderation from './zh-CN/moderation.ts';
import type plan from './zh-CN/plan.ts';
import type preflight from './zh-CN/preflight.ts';
import type product from './zh-CN/product.ts';
import type prompter from './zh-CN/prompter.ts';
import type replay from './zh-CN/replay.ts';
import type results from './zh-CN/results.ts';
import type rundown from './zh-CN/rundown.ts';
import type shelf from './zh-CN/shelf.ts';
import type studio from './zh-CN/studio.ts';
import type transcript from './zh-CN/transcript.ts';
import type violation from './zh-CN/violation.ts';
import type watch from './zh-CN/watch.ts';

/** One file a feature; the Chinese one is the source of the types. */
export interface Resources {
  auth: typeof auth;
  coach: typeof coach;
  cohort: typeof cohort;
  common: typeof common;
  compliance: typeof compliance;
  console: typeof console;
  errors: typeof errors;
  home: typeof home;
  live: typeof live;
  lobby: typeof lobby;
  moderation: typeof moderation;
  plan: typeof plan;
  preflight: typeof preflight;
  product: typeof product;
  prompter: typeof prompter;
  replay: typeof replay;
  results: typeof results;
  rundown: typeof rundown;
  shelf: typeof shelf;
  studio: typeof studio;
  transcript: typeof transcript;
  violation: typeof violation;
  watch: typeof watch;
}

export type Namespace = keyof Resources;

/**
 * What a translation of `T` must hold: the same keys, and a singular beside each plural, which Chinese
 * does without.
 */
export type Translated<T> = { [K in keyof T]: string } & {
  [K in keyof T as K extends `${infer Stem}_other` ? `${Stem}_one` : never]: string;
};

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    keySeparator: false;
    returnNull: false;
    resources: Resources;
  }
}
