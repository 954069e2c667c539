import { useTranslation } from 'react-i18next';
import styles from './level-dots.module.css';

const DOTS = 9;

/**
 * A level meter of dots. `level` is 0 to 1 of full scale; the upper two dots warn, since there the
 * sound begins to clip.
 */
export function LevelDots({ level }: { level: number }) {
  const { t } = useTranslation();
  const lit = Math.round(Math.min(Math.max(level, 0), 1) * DOTS);
  return (
    // A <meter> cannot be drawn as dots.
    // biome-ignore lint/a11y/useSemanticElements: see above
    <span
      className={styles.dots}
      role="meter"
      aria-label={t('level.label')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(level * 100)}
    >
      {Array.from({ length: DOTS }, (_, index) => (
        <i
          key={`dot-${index.toString()}`}
          data-lit={index < lit || undefined}
          data-hot={index >= DOTS - 2 || undefined}
        />
      ))}
    </span>
  );
}
