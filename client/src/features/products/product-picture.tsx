import { IconPackage } from '@tabler/icons-react';
import styles from './product-picture.module.css';

/** The product's own picture, or a quiet place for it. */
export function ProductPicture({ url }: { url: string | null }) {
  return (
    <span className={styles.picture} aria-hidden>
      {url ? <img src={url} alt="" loading="lazy" /> : <IconPackage size={32} stroke={1.2} />}
    </span>
  );
}
