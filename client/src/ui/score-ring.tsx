import styles from './score-ring.module.css';

const RADIUS = 42;
const LENGTH = 2 * Math.PI * RADIUS;

/**
 * A score from 0 to 100 as a ring. `spread` draws the stretch between the lowest and the highest
 * instructor as a band outside it.
 */
export function ScoreRing({
  score,
  spread = null,
  size = 120,
  label,
}: {
  score: number | null;
  spread?: [number, number] | null;
  size?: number;
  label?: string;
}) {
  const share = (score ?? 0) / 100;
  return (
    <span className={styles.ring} style={{ width: size, height: size }}>
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle className={styles.track} cx="50" cy="50" r={RADIUS} />
        {score !== null && (
          <circle
            className={styles.arc}
            cx="50"
            cy="50"
            r={RADIUS}
            strokeDasharray={`${share * LENGTH} ${LENGTH}`}
            transform="rotate(-90 50 50)"
          />
        )}
        {spread && spread[1] - spread[0] >= 0.5 && (
          <circle
            className={styles.spread}
            cx="50"
            cy="50"
            r={48}
            pathLength={100}
            strokeDasharray={`${spread[1] - spread[0]} 100`}
            strokeDashoffset={-spread[0]}
            transform="rotate(-90 50 50)"
          />
        )}
      </svg>
      <span className={styles.number}>
        <span className="num" data-testid="score-number" style={{ fontSize: size >= 110 ? 28 : 20 }}>
          {score === null ? '–' : Math.round(score)}
        </span>
        {label && <small>{label}</small>}
      </span>
    </span>
  );
}
