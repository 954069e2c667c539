import type { RecogniserName } from '@caipai/shared/schemas/transcript';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Playback } from '../../player/playback.ts';
import { useCueWords } from '../../ui/cue-words.ts';
import { clockText } from '../../ui/format.ts';
import { houseIcons, useHouseWords } from './house-words.ts';
import { MomentList } from './moment-list.tsx';
import type { CueMoment, DanmakuMoment, HouseMoment, MarkMoment, Moments } from './moments.ts';
import styles from './moments-panel.module.css';
import { ShelfLine } from './shelf-line.tsx';
import { TranscriptTab } from './transcript-tab.tsx';

type Tab = 'comments' | 'transcript' | 'cues' | 'goods' | 'marks' | 'house' | 'rundown';

/** What happened, as lists that follow the picture. */
export function MomentsPanel({
  playback,
  moments,
  showCues,
  showFillers,
  recogniser,
}: {
  playback: Playback;
  moments: Moments;
  showCues: boolean;
  showFillers: boolean;
  recogniser: RecogniserName;
}) {
  const { t } = useTranslation(['replay', 'transcript']);
  const [tab, setTab] = useState<Tab>('comments');
  const tabs: Tab[] = [
    'comments',
    'transcript',
    ...(showCues ? (['cues'] as const) : []),
    ...(moments.shelf.length > 0 ? (['goods'] as const) : []),
    'marks',
  ];
  if (moments.house.length > 0) tabs.push('house');
  if (moments.rundown.length > 0) tabs.push('rundown');
  const counts = {
    ...{ comments: moments.danmaku.length, cues: moments.cues.length, goods: moments.shelf.length },
    ...{ marks: moments.marks.length, house: moments.house.length },
    rundown: moments.segments.length,
    transcript: moments.sentences.length,
  };

  const turn = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length];
    if (!by || !next) return;
    event.preventDefault();
    event.stopPropagation();
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };

  return (
    <aside className={styles.panel} aria-label={t('list.label')}>
      <div className={styles.tabs} role="tablist" onKeyDown={turn}>
        {tabs.map((each) => (
          <button
            key={each}
            id={`tab-${each}`}
            type="button"
            role="tab"
            className={styles.tab}
            aria-selected={tab === each}
            aria-controls="moments"
            tabIndex={tab === each ? 0 : -1}
            onClick={() => setTab(each)}
            data-testid={`tab-${each}`}
          >
            {each === 'transcript' ? t('transcript:replay.tab') : t(`list.${each}`)}
            <span className="num">{counts[each]}</span>
          </button>
        ))}
      </div>
      <div id="moments" role="tabpanel" aria-labelledby={`tab-${tab}`} className={styles.body}>
        {tab === 'comments' && (
          <MomentList
            key="comments"
            playback={playback}
            moments={moments.danmaku}
            empty={t('list.noComments')}
          >
            {(moment) => <Comment moment={moment} />}
          </MomentList>
        )}
        {tab === 'transcript' && (
          <TranscriptTab {...{ playback, recogniser, showFillers }} sentences={moments.sentences} />
        )}
        {tab === 'cues' && (
          <MomentList key="cues" playback={playback} moments={moments.cues} empty={t('list.noCues')}>
            {(moment) => <Cue moment={moment} />}
          </MomentList>
        )}
        {tab === 'goods' && (
          <MomentList key="goods" playback={playback} moments={moments.shelf} empty={t('list.noGoods')}>
            {(moment) => <ShelfLine moment={moment} />}
          </MomentList>
        )}
        {tab === 'marks' && (
          <MomentList key="marks" playback={playback} moments={moments.marks} empty={t('list.noMarks')}>
            {(moment) => <MarkLine moment={moment} />}
          </MomentList>
        )}
        {tab === 'house' && (
          <MomentList key="house" playback={playback} moments={moments.house} empty={t('list.noHouse')}>
            {(moment) => <House moment={moment} />}
          </MomentList>
        )}
        {tab === 'rundown' && (
          <MomentList key="rundown" playback={playback} moments={moments.rundown} empty={t('list.noRundown')}>
            {(moment) => <RundownLine moment={moment} />}
          </MomentList>
        )}
      </div>
    </aside>
  );
}

function Comment({ moment }: { moment: DanmakuMoment }) {
  const { t } = useTranslation('replay');
  return (
    <>
      <span className={styles.who}>{moment.who}</span>
      <span>
        {moment.replyTo && <span className={styles.to}>@{moment.replyTo} </span>}
        {moment.text}
      </span>
      {moment.answeredAfterMs !== null && (
        <span className={styles.who}>
          {t('list.answeredAfter', { time: clockText(moment.answeredAfterMs) })}
        </span>
      )}
    </>
  );
}

function House({ moment }: { moment: HouseMoment }) {
  const words = useHouseWords();
  const Icon = houseIcons[moment.kind];
  return (
    <>
      <span className={styles.house}>
        <Icon size={15} aria-hidden />
        {words(moment)}
      </span>
      <span className={styles.who}>{moment.who}</span>
    </>
  );
}

/** What was said to whom, and how far it came: each step with the seconds it took. */
function Cue({ moment }: { moment: CueMoment }) {
  const { t } = useTranslation(['replay', 'common']);
  const words = useCueWords();
  const { to, deliveredAfterMs, seenAfterMs, actedAfterMs, expiredAfterMs } = moment;
  const seconds = (ms: number) => ({ seconds: (ms / 1_000).toFixed(1) });
  const steps = [
    deliveredAfterMs !== null && t('list.deliveredAfter', seconds(deliveredAfterMs)),
    seenAfterMs !== null && t('list.seenAfter', seconds(seenAfterMs)),
    actedAfterMs !== null && t('list.actedAfter', seconds(actedAfterMs)),
    seenAfterMs === null && expiredAfterMs !== null && t('list.expiredAfter', seconds(expiredAfterMs)),
    seenAfterMs === null && expiredAfterMs === null && t('list.unseen'),
  ].filter((step) => step !== false);
  return (
    <>
      <strong className={styles.cue} data-priority={moment.priority}>
        {words({ kind: moment.cueKind, text: moment.text })}
      </strong>
      <span className={styles.who}>
        {moment.planned ? t('list.planned') : moment.who}
        {' → '}
        {to === 'anchor' || to === 'all' ? t(`list.to.${to}`) : t(`common:crewJob.${to}`)}
      </span>
      <span className={`${styles.steps} num`} data-testid="cue-steps">
        {steps.join(' · ')}
      </span>
    </>
  );
}

function RundownLine({ moment }: { moment: Moments['rundown'][number] }) {
  const { t } = useTranslation('replay');
  if (moment.kind === 'rundownEdit')
    return (
      <span className={styles.who}>
        {t(`list.rundown.${moment.change}`, { who: moment.who ?? '', title: moment.title })}
      </span>
    );
  return (
    <>
      <span>
        <strong>{moment.title}</strong>
      </span>
      <span className={styles.who}>{t(`segment.${moment.segmentKind}`)}</span>
    </>
  );
}

function MarkLine({ moment }: { moment: MarkMoment }) {
  const { t } = useTranslation('replay');
  return (
    <>
      <span>
        <strong>{moment.criterion}</strong> {moment.level ?? t('list.withdrawn')}
      </span>
      <span className={styles.who}>{moment.who}</span>
      {moment.note && <span className={styles.noteText}>{moment.note}</span>}
    </>
  );
}
