import type { HealthReason } from '@caipai/shared/schemas/health';
import type { Resources } from '../../../i18n/namespaces.ts';

/** Reasons that only one side can have read the same from both. */
const oneSided = {
  bandwidth: 'health.bandwidth',
  processor: 'health.processor',
  smaller: 'health.smaller',
} as const;

/** What is wrong and what to do: who sends can do something else about it than who receives. */
export const sentences = {
  sending: {
    ...oneSided,
    none: 'health.sending.none',
    loss: 'health.sending.loss',
    delay: 'health.sending.delay',
    frozen: 'health.sending.frozen',
    pictureOff: 'health.sending.pictureOff',
    silent: 'health.sending.silent',
  },
  receiving: {
    ...oneSided,
    none: 'health.receiving.none',
    loss: 'health.receiving.loss',
    delay: 'health.receiving.delay',
    frozen: 'health.receiving.frozen',
    pictureOff: 'health.receiving.pictureOff',
    silent: 'health.receiving.silent',
  },
} as const satisfies Record<'sending' | 'receiving', Record<HealthReason, keyof Resources['live']>>;
