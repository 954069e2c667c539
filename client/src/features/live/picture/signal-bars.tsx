import styles from './signal-bars.module.css';

const BARS = [0, 1, 2, 3];

/** Four bars of which `lit` are on, as on a phone. */
export function SignalBars({ lit }: { lit: number }) {
  return (
    <svg className={styles.bars} viewBox="0 0 18 14" width="18" height="14" aria-hidden="true">
      {BARS.map((bar) => (
        <rect
          key={bar}
          x={bar * 4.8}
          y={9 - bar * 3}
          width="3.2"
          height={5 + bar * 3}
          rx="1"
          data-lit={bar < lit || undefined}
        />
      ))}
    </svg>
  );
}
