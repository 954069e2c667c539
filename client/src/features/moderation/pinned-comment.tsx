import type { Danmaku } from '@caipai/shared/schemas/danmaku';
import { IconPinFilled, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAccess } from '../live/room-context.tsx';
import { CommentWords } from './comment-words.tsx';
import styles from './pinned-comment.module.css';
import { useModeration } from './use-moderation.ts';

/** The comment that stands above all others; who pinned it, or may, takes it down again. */
export default function PinnedComment({ pinned, floating }: { pinned: Danmaku; floating: boolean }) {
  const { t } = useTranslation('moderation');
  const { moderate } = useAccess();
  const desk = useModeration();
  return (
    <p className={styles.pinned} data-floating={floating || undefined} data-testid="danmaku-pinned">
      <IconPinFilled size={16} aria-label={t('pinned')} />
      <CommentWords danmaku={pinned} />
      {moderate && !floating && (
        <button
          type="button"
          onClick={() => void desk.act('danmaku:pin', { danmakuId: null })}
          aria-label={t('act.unpin')}
          data-testid="danmaku-unpin"
        >
          <IconX size={16} aria-hidden />
        </button>
      )}
    </p>
  );
}
