import {
  IconBolt,
  IconBuildingWarehouse,
  IconPin,
  IconPinnedOff,
  IconShoppingBag,
  IconSpeakerphone,
  IconTicket,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { yuan } from '../../ui/money.ts';
import styles from './moments-panel.module.css';
import type { ShelfMoment } from './shelf-moments.ts';

const icons = {
  'shelf.pinned': IconPin,
  'shelf.unpinned': IconPinnedOff,
  'shelf.explained': IconSpeakerphone,
  'shelf.flashPrice': IconBolt,
  'shelf.coupon': IconTicket,
  'shelf.stock': IconBuildingWarehouse,
  'shelf.sold': IconShoppingBag,
};

export function ShelfLine({ moment }: { moment: ShelfMoment }) {
  const words = useShelfWords();
  const Icon = icons[moment.entry.kind];
  return (
    <>
      <span className={styles.goods}>
        <Icon size={16} stroke={1.8} aria-hidden />
        {words(moment)}
      </span>
      <span className={styles.who}>
        {moment.entry.title}
        {moment.who && ` · ${moment.who}`}
      </span>
    </>
  );
}

function useShelfWords(): (moment: ShelfMoment) => string {
  const { t } = useTranslation('replay');
  return ({ entry }) => {
    switch (entry.kind) {
      case 'shelf.pinned':
        return t('goods.pinned', { price: yuan(entry.priceFen) });
      case 'shelf.unpinned':
        return t('goods.unpinned');
      case 'shelf.explained':
        return t('goods.explained');
      case 'shelf.flashPrice':
        return entry.flash ? t('goods.flash', { price: yuan(entry.flash.priceFen) }) : t('goods.flashOver');
      case 'shelf.coupon':
        return entry.coupon
          ? t('goods.coupon', { threshold: yuan(entry.coupon.thresholdFen), off: yuan(entry.coupon.offFen) })
          : t('goods.couponOver');
      case 'shelf.stock':
        return t('goods.stock', { stock: entry.stock });
      case 'shelf.sold':
        return t('goods.sold', { quantity: entry.quantity });
    }
  };
}
