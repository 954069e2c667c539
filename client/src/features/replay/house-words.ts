import { IconClockPause, IconEye, IconPin, IconVolumeOff } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { HouseMoment } from './moments.ts';

export const houseIcons = {
  pinned: IconPin,
  slowMode: IconClockPause,
  hold: IconEye,
  muted: IconVolumeOff,
} satisfies Record<HouseMoment['kind'], unknown>;

/** What was done about comments, as a sentence. */
export function useHouseWords(): (moment: HouseMoment) => string {
  const { t } = useTranslation('replay');
  return useCallback(
    (moment) => {
      switch (moment.kind) {
        case 'pinned':
          return moment.text === null ? t('house.unpinned') : t('house.pinned', { text: moment.text });
        case 'slowMode':
          return moment.seconds === 0 ? t('house.slowOff') : t('house.slow', { seconds: moment.seconds });
        case 'hold':
          return t(`house.hold.${moment.hold}`);
        case 'muted': {
          const name = moment.whom ?? t('house.somebody');
          if (moment.minutes <= 0) return t('house.unmuted', { name });
          const reason = t(`house.reason.${moment.reason}`);
          return t('house.muted', { name, minutes: moment.minutes, reason });
        }
      }
    },
    [t],
  );
}
