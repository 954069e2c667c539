import { IconX } from '@tabler/icons-react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DanmakuComposer } from '../live/danmaku/danmaku-composer.tsx';
import { NewestButton } from '../live/danmaku/newest-button.tsx';
import { useAccess, useLiveView, useRoom } from '../live/room-context.tsx';
import { type Action, actionsFor, perform } from './actions.ts';
import { CommentRow } from './comment-row.tsx';
import { HouseRules } from './house-rules.tsx';
import { type Filter, type Item, itemsOf } from './items.ts';
import { listKeys } from './list-keys.ts';
import styles from './moderation-tool.module.css';
import { MuteDialog } from './mute-dialog.tsx';
import { MutedList } from './muted-list.tsx';
import PinnedComment from './pinned-comment.tsx';
import { useModeration } from './use-moderation.ts';

const NEAR_BOTTOM_PX = 48;
/** As many as the tallest screen shows; the rest comes with scrolling up, or with choosing one. */
const NEWEST = 80;
const filters = ['all', 'questions', 'held', 'flagged', 'muted'] as const;

/** The comments with all that field control and coaches do about them; answering is offered to the rest of the crew. */
export function ModerationTool() {
  const { t } = useTranslation('moderation');
  const room = useRoom();
  const desk = useModeration();
  const { moderate, answer, comment } = useAccess();
  const [filter, setFilter] = useState<Filter>({ what: 'all' });
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [asked, setAsked] = useState<{ action: 'remove' | 'mute'; item: Item } | null>(null);
  const danmaku = useLiveView((view) => view.danmaku);
  const questions = useLiveView((view) => view.questions);
  const moderation = useLiveView((view) => view.moderation);
  const pinned = useLiveView((view) => view.pinned);
  const frame = useRef<HTMLDivElement>(null);

  // Whoever was given the job a moment ago asks for what it brings.
  const missing = moderate && moderation === null;
  useEffect(() => {
    if (missing) void room.session.join();
  }, [room, missing]);

  const items = useMemo(
    () => itemsOf({ danmaku, questions, moderation, pinned }, filter),
    [danmaku, questions, moderation, pinned, filter],
  );
  const flagged = useMemo(
    () => itemsOf({ danmaku, questions, moderation, pinned }, { what: 'flagged' }).length,
    [danmaku, questions, moderation, pinned],
  );
  const rights = useMemo(
    () => ({ moderate, answer, comment, me: room.me.id }),
    [moderate, answer, comment, room.me.id],
  );

  const act = useCallback(
    (action: Action, item: Item) => {
      if (action === 'remove' || action === 'mute') return setAsked({ action, item });
      if (action === 'person') return setFilter({ what: 'person', ...item.line.by });
      if (action !== 'reply') return perform(desk, action, item);
      room.danmaku.answering.setState(item.line, true);
      frame.current?.querySelector<HTMLInputElement>('[data-testid=danmaku-input]')?.focus();
    },
    [desk, room],
  );
  const counts = {
    all: null,
    questions: questions.filter(({ answeredAfterMs }) => answeredAfterMs === null).length,
    held: moderation?.held.length ?? 0,
    flagged,
    muted: moderation?.mutes.length ?? 0,
  };
  const onKeyDown = listKeys({
    ...{ items, chosenId, choose: setChosenId, act },
    offeredFor: (item) => actionsFor(item, rights),
  });

  return (
    <div ref={frame} className={styles.tool}>
      {moderate && <HouseRules />}
      <div className={styles.filters} role="toolbar" aria-label={t('filter.title')}>
        {filters.map(
          (what) =>
            (moderate || what === 'all' || what === 'questions') && (
              <button
                key={what}
                type="button"
                aria-pressed={filter.what === what}
                onClick={() => setFilter({ what })}
                data-testid={`filter-${what}`}
              >
                {t(`filter.${what}`)}
                {counts[what] ? <span className="num">{counts[what]}</span> : null}
              </button>
            ),
        )}
        {filter.what === 'person' && (
          <button type="button" aria-pressed onClick={() => setFilter({ what: 'all' })}>
            {t('filter.person', { name: filter.name })}
            <IconX size={14} aria-label={t('filter.clear')} />
          </button>
        )}
      </div>
      {pinned && <PinnedComment pinned={pinned} floating={false} />}
      {filter.what === 'muted' ? (
        <MutedList />
      ) : (
        <Rows
          key={filter.what === 'person' ? filter.id : filter.what}
          {...{ items, chosenId, onKeyDown, act, rights }}
          empty={t(`list.empty.${filter.what}`)}
          follows={filter.what !== 'questions'}
          choose={setChosenId}
        />
      )}
      <p className={styles.keys}>{t('list.keys')}</p>
      <DanmakuComposer />
      {asked?.action === 'mute' && <MuteDialog line={asked.item.line} onClose={() => setAsked(null)} />}
      <ConfirmDialog
        opened={asked?.action === 'remove'}
        title={asked?.item.held ? t('refuse.title') : t('remove.title')}
        text={t(asked?.item.held ? 'refuse.text' : 'remove.text', { text: asked?.item.line.text ?? '' })}
        confirmLabel={asked?.item.held ? t('act.refuse') : t('act.remove')}
        onConfirm={() => {
          if (asked) void desk.act('danmaku:remove', { danmakuId: asked.item.line.id });
          setAsked(null);
        }}
        onClose={() => setAsked(null)}
      />
    </div>
  );
}

function Rows({
  items,
  chosenId,
  rights,
  empty,
  follows,
  choose,
  act,
  onKeyDown,
}: {
  items: readonly Item[];
  chosenId: string | null;
  rights: Parameters<typeof actionsFor>[1];
  empty: string;
  /** The newest stand last, and are kept in sight while none is chosen. */
  follows: boolean;
  choose: (id: string | null) => void;
  act: (action: Action, item: Item) => void;
  onKeyDown: (event: React.KeyboardEvent<HTMLElement>) => void;
}) {
  const { t } = useTranslation('moderation');
  const scroller = useRef<HTMLUListElement>(null);
  const [near, setNear] = useState(true);
  const newestId = items.at(-1)?.line.id;

  useLayoutEffect(() => {
    const place = scroller.current;
    if (place && newestId && follows && near && chosenId === null) place.scrollTop = place.scrollHeight;
  }, [newestId, follows, near, chosenId]);
  useEffect(() => {
    if (chosenId === null) return;
    scroller.current
      ?.querySelector(`[data-id="${CSS.escape(chosenId)}"]`)
      ?.scrollIntoView({ block: 'nearest' });
  }, [chosenId]);

  if (items.length === 0) return <p className={styles.empty}>{empty}</p>;
  return (
    <div className={styles.frame}>
      <ul
        ref={scroller}
        className={styles.list}
        aria-label={t('list.title')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is worked by keys
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
          setNear(scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX)
        }
        data-testid="moderation-list"
      >
        {(follows && near && chosenId === null ? items.slice(-NEWEST) : items).map((item) => (
          <CommentRow
            key={item.line.id}
            item={item}
            chosen={item.line.id === chosenId}
            offered={item.line.id === chosenId ? actionsFor(item, rights) : nothing}
            onChoose={choose}
            onAct={act}
          />
        ))}
      </ul>
      {follows && (!near || chosenId !== null) && (
        <NewestButton
          onClick={() => {
            choose(null);
            setNear(true);
          }}
        >
          {t('list.newest')}
        </NewestButton>
      )}
    </div>
  );
}

const nothing: readonly Action[] = [];
