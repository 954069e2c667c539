import styles from './wordmark.module.css';

/** The name, with its light on. The same in both languages. */
export function Wordmark({ large = false }: { large?: boolean }) {
  return (
    <span className={styles.mark} data-large={large || undefined} translate="no">
      <svg viewBox="0 0 24 24" className={styles.lamp} aria-hidden="true">
        <path d="M9.6 6.2h4.8L20.5 20h-17Z" fill="currentColor" opacity=".22" />
        <ellipse cx="12" cy="19.6" rx="8.4" ry="2.4" fill="currentColor" />
        <circle cx="12" cy="4.8" r="2.9" className={styles.light} />
      </svg>
      <span className={styles.han} lang="zh-CN">
        彩排
      </span>
      <span className={styles.latin} lang="en">
        Caipai
      </span>
    </span>
  );
}
