import type { Danmaku } from '@caipai/shared/schemas/danmaku';
import styles from './comment-words.module.css';

/** A comment where there is room for two lines of it. */
export function CommentWords({ danmaku }: { danmaku: Danmaku }) {
  return (
    <span className={styles.words}>
      <b>{danmaku.by.name}</b> {danmaku.text}
    </span>
  );
}
