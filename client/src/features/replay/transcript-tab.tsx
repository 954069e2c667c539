import type { RecogniserName } from '@caipai/shared/schemas/transcript';
import { saysFiller } from '@caipai/shared/speech/fillers';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Playback } from '../../player/playback.ts';
import { clockText } from '../../ui/format.ts';
import { TextWithHits } from '../compliance/text-with-hits.tsx';
import { FillerCounts } from './filler-counts.tsx';
import { currentIndex } from './moments.ts';
import { matching, nextAfter, type SentenceMoment } from './transcript-moments.ts';
import styles from './transcript-tab.module.css';

/** After a reader scrolled by hand the list stays put for so long. */
const HANDS_OFF_MS = 4_000;

/** What was said, beside the picture: follows it, jumps to a sentence, and finds words. */
export function TranscriptTab({
  playback,
  sentences,
  recogniser,
  showFillers,
}: {
  playback: Playback;
  sentences: readonly SentenceMoment[];
  recogniser: RecogniserName;
  /** They are figures of the anchor's speech, and shared as these are. */
  showFillers: boolean;
}) {
  const { t } = useTranslation('transcript');
  const [query, setQuery] = useState('');
  const [filler, setFiller] = useState<string | null>(null);
  const found = useMemo(
    () =>
      filler === null ? matching(sentences, query) : sentences.filter(({ text }) => saysFiller(filler, text)),
    [sentences, query, filler],
  );
  if (sentences.length === 0)
    return (
      <p className={styles.empty} data-testid="no-transcript">
        {t(`replay.none.${recogniser}`)}
      </p>
    );

  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    const next = nextAfter(found, playback.positionMs);
    if (next) playback.seek(next.mediaMs);
  };
  return (
    <div className={styles.tab}>
      <label className={styles.search}>
        <IconSearch size={16} aria-hidden />
        <input
          type="search"
          value={query}
          aria-label={t('replay.search')}
          placeholder={t('replay.search')}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setFiller(null);
          }}
          onKeyDown={press}
          data-testid="transcript-search"
        />
        <span className="num" role="status">
          {(filler !== null || query.trim() !== '') &&
            found.length > 0 &&
            t('replay.found', { count: found.length })}
        </span>
      </label>
      {showFillers && <FillerCounts sentences={sentences} chosen={filler} onChoose={setFiller} />}
      {found.length === 0 && <p className={styles.empty}>{t('replay.notFound')}</p>}
      <Sentences playback={playback} all={sentences} found={found} />
    </div>
  );
}

function Sentences({
  playback,
  all,
  found,
}: {
  playback: Playback;
  all: readonly SentenceMoment[];
  found: readonly SentenceMoment[];
}) {
  const list = useRef<HTMLOListElement>(null);
  const touchedAtMs = useRef(Number.NEGATIVE_INFINITY);
  const current = useStore(playback.store, (state) => all[currentIndex(all, state.positionMs)]?.seq ?? null);

  useEffect(() => {
    const scroller = list.current;
    if (!scroller || current === null || performance.now() - touchedAtMs.current < HANDS_OFF_MS) return;
    const row = scroller.querySelector('[aria-current]');
    if (row instanceof HTMLElement)
      scroller.scrollTo({ top: row.offsetTop - scroller.clientHeight * 0.6, behavior: 'smooth' });
  }, [current]);

  const touch = () => {
    touchedAtMs.current = performance.now();
  };
  return (
    <ol ref={list} className={styles.list} onWheel={touch} onTouchMove={touch}>
      {found.map(({ seq, mediaMs, text, hits }) => (
        <li
          key={seq}
          className={styles.row}
          aria-current={seq === current ? 'true' : undefined}
          data-flagged={hits.length > 0 || undefined}
          data-testid="sentence"
        >
          {/* The button is as large as the row; what is underlined lies above it and has a button of its own. */}
          <button type="button" className={styles.jump} onClick={() => playback.seek(mediaMs)}>
            <span className="num">{clockText(mediaMs)}</span>
          </button>
          <p className={styles.words}>
            <TextWithHits text={text} hits={hits} />
          </p>
        </li>
      ))}
    </ol>
  );
}
