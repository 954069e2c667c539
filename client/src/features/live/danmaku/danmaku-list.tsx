import { IconArrowBackUp, IconRefresh, IconX } from '@tabler/icons-react';
import {
  lazy,
  memo,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { DanmakuLine } from '../../../state/live/view.ts';
import { useRefusalText } from '../../../ui/states.tsx';
import { useAccess, useLiveView, useRoom } from '../room-context.tsx';
import { useShownMs } from '../use-shown-ms.ts';
import styles from './danmaku-list.module.css';
import { NewestButton } from './newest-button.tsx';

const NEAR_BOTTOM_PX = 48;
/** More than the tallest screen shows. Who reads the newest pays for these; the rest comes with scrolling up. */
const NEWEST = 80;
const NEWEST_FLOATING = 30;

const PinnedComment = lazy(() => import('../../moderation/pinned-comment.tsx'));

/** The readable list beside the flying comments; follows the newest unless one scrolls up. */
export function DanmakuList({
  floating = false,
  actions,
}: {
  /** Over the picture of a phone: no ground, fading upwards, only the newest. */
  floating?: boolean;
  actions?: (line: DanmakuLine) => ReactNode;
}) {
  const { t } = useTranslation('live');
  const room = useRoom();
  const all = useLiveView((view) => view.danmaku);
  const shownMs = useShownMs();
  const lines = useMemo(
    () => (shownMs === null ? all : all.filter(({ atMs, by }) => atMs <= shownMs || by.id === room.me.id)),
    [all, shownMs, room.me.id],
  );
  const { comment } = useAccess();
  const answer = useCallback((line: DanmakuLine) => <Answer line={line} />, []);
  const scroller = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const [missed, setMissed] = useState(0);
  const lastId = useRef<string | null>(null);

  const toBottom = useCallback(() => {
    const place = scroller.current;
    if (place) place.scrollTop = place.scrollHeight;
    setFollowing(true);
    setMissed(0);
  }, []);

  useLayoutEffect(() => {
    const newest = lines.at(-1);
    const place = scroller.current;
    if (!newest || !place || newest.id === lastId.current) return;
    const before = lines.findIndex((line) => line.id === lastId.current);
    lastId.current = newest.id;
    if (following || newest.by.id === room.me.id) place.scrollTop = place.scrollHeight;
    else setMissed((count) => count + Math.max(1, lines.length - 1 - before));
  }, [lines, following, room.me.id]);

  useEffect(() => {
    const place = scroller.current;
    if (!place) return;
    const look = () => {
      const near = place.scrollHeight - place.scrollTop - place.clientHeight < NEAR_BOTTOM_PX;
      setFollowing(near);
      if (near) setMissed(0);
    };
    place.addEventListener('scroll', look, { passive: true });
    return () => place.removeEventListener('scroll', look);
  }, []);

  const pinned = useLiveView((view) => view.pinned);

  const list = (
    <div className={styles.frame} data-floating={floating || undefined}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="log"
        aria-label={t('danmaku.title')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
      >
        {lines.length === 0 && !floating && <p className={styles.empty}>{t('danmaku.empty')}</p>}
        {lines.slice(floating ? -NEWEST_FLOATING : following ? -NEWEST : 0).map((line) => (
          <Row
            key={line.id}
            line={line}
            own={line.by.id === room.me.id}
            actions={actions ?? (comment && !floating ? answer : undefined)}
          />
        ))}
      </div>
      {!following && missed > 0 && (
        <NewestButton onClick={toBottom}>{t('danmaku.newer', { count: missed })}</NewestButton>
      )}
    </div>
  );
  if (!pinned) return list;
  return (
    <div className={styles.stack}>
      <Suspense>
        <PinnedComment pinned={pinned} floating={floating} />
      </Suspense>
      {list}
    </div>
  );
}

const Row = memo(function Row({
  line,
  own,
  actions,
}: {
  line: DanmakuLine;
  own: boolean;
  actions: ((line: DanmakuLine) => ReactNode) | undefined;
}) {
  const { t } = useTranslation('live');
  return (
    <div
      className={styles.row}
      data-own={own || undefined}
      data-fate={line.fate}
      data-acting={actions !== undefined || undefined}
      data-testid="danmaku-item"
    >
      <p className={styles.line}>
        <span className={styles.name} data-job={line.by.job}>
          {line.by.name}
        </span>
        {line.by.job !== 'peer' && (
          <span className={styles.job} data-job={line.by.job}>
            {t(`job.${line.by.job}`)}
          </span>
        )}
        {line.replyTo && <span className={styles.to}>@{line.replyTo.name}</span>}
        <span className={styles.text}>{line.text}</span>
      </p>
      {line.fate === 'waiting' && (
        <p className={styles.waiting} data-testid="danmaku-waiting">
          {t('danmaku.waiting')}
        </p>
      )}
      {line.fate === 'sending' && <span className="sr-only">{t('danmaku.sending')}</span>}
      {line.fate === 'failed' && <Failed line={line} />}
      {actions?.(line)}
    </div>
  );
});

/** Makes the next comment an answer to this one. */
function Answer({ line }: { line: DanmakuLine }) {
  const { t } = useTranslation('live');
  const room = useRoom();
  if (line.fate !== 'shown' || line.by.id === room.me.id) return null;
  return (
    <button
      type="button"
      className={styles.answer}
      onClick={() => room.danmaku.answering.setState(line, true)}
      aria-label={t('danmaku.answer', { name: line.by.name })}
      data-testid="danmaku-answer"
    >
      <IconArrowBackUp size={16} aria-hidden />
    </button>
  );
}

function Failed({ line }: { line: DanmakuLine }) {
  const { t } = useTranslation('live');
  const room = useRoom();
  const sentence = useRefusalText();
  return (
    <p className={styles.failed}>
      <span>{line.refusal ? sentence(line.refusal) : t('danmaku.notSent')}</span>
      {line.refusal?.code !== 'danmaku.notReleased' && (
        <button type="button" onClick={() => room.danmaku.resend(line.id)} aria-label={t('danmaku.resend')}>
          <IconRefresh size={14} aria-hidden />
        </button>
      )}
      <button type="button" onClick={() => room.danmaku.discard(line.id)} aria-label={t('danmaku.discard')}>
        <IconX size={14} aria-hidden />
      </button>
    </p>
  );
}
