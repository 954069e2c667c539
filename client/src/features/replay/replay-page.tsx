import { isOver } from '@caipai/shared/domain/session-machine';
import type { Replay, TimelineItem } from '@caipai/shared/schemas/replay';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import { speechLanguageOf } from '@caipai/shared/speech/settings';
import { mediaAtWall, wallAtMedia } from '@caipai/shared/timeline/media-clock';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/use-me.ts';
import {
  queryClient,
  replayQuery,
  scoreQuery,
  sessionQuery,
  soundQuery,
  timelineQuery,
} from '../../net/queries.ts';
import { RefusedError, toRefusal } from '../../net/rest.ts';
import { Playback } from '../../player/playback.ts';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { CopiesSection } from '../copies/copies-section.tsx';
import { Leftovers } from '../live/frame/leftovers.tsx';
import { ResultsPanel } from '../results/results-panel.tsx';
import { buildMoments, replayLengthMs } from './moments.ts';
import { MomentsPanel } from './moments-panel.tsx';
import { Player } from './player.tsx';
import { RecordingPanel } from './recording-panel.tsx';
import styles from './replay-page.module.css';
import { ReplaySkeleton } from './replay-skeleton.tsx';
import { SpeechSection } from './speech-section.tsx';
import { Timeline } from './timeline.tsx';
import { useSpeechSeries } from './use-speech-series.ts';

const route = getRouteApi('/member/shell/sessions/$sessionId/replay');
const POLL_MS = 500;
/** No fact of the socket reaches this page: whoever waits for the score asks for it. */
const SCORE_POLL_MS = 4_000;
const FINISH_POLL_MS = 2_000;

export function ReplayPage() {
  const { sessionId } = route.useParams();
  const me = useMe();
  const session = useQuery({
    ...sessionQuery(sessionId),
    refetchOnMount: 'always',
    refetchInterval: ({ state: { data } }) => {
      // `ended` turns into `reviewable` while the page waits.
      if (data?.state === 'ended') return POLL_MS;
      const waits = data && !data.scoreReleased && (data.anchor.id === me.id || data.access.release);
      return waits ? SCORE_POLL_MS : false;
    },
  });
  usePageTitle(session.data?.title);
  if (session.isError && !session.data)
    return <ErrorState refusal={toRefusal(session.error)} onRetry={() => void session.refetch()} />;
  if (!session.data) return <ReplaySkeleton />;
  if (!isOver(session.data.state)) {
    // What the studio left in the cache may still say `live`.
    if (!session.isFetchedAfterMount) return <ReplaySkeleton />;
    return <Navigate to="/sessions/$sessionId" params={{ sessionId }} replace />;
  }
  return <Room key={sessionId} session={session.data} />;
}

function Room({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('replay');
  useFreshScore(session);
  const notReady = (error: unknown) =>
    error instanceof RefusedError && error.refusal.code === 'replay.notReady';
  const unrecorded = session.state !== 'ended' && session.recordedMs === null;
  const replay = useQuery({
    ...replayQuery(session.id),
    refetchInterval: ({ state: { data, error } }) => {
      if (notReady(error) && !unrecorded) return POLL_MS;
      const finishing = data?.finish?.state === 'waiting' || data?.finish?.state === 'running';
      return finishing ? FINISH_POLL_MS : false;
    },
  });
  const timeline = useQuery(timelineQuery(session.id));
  const { t: askedSeconds = 0 } = route.useSearch();
  const [shown, setShown] = useState({ version: 0, startSeconds: askedSeconds });

  let stage: React.ReactNode;
  if (replay.data && timeline.data)
    stage = (
      <Stage
        key={shown.version}
        session={session}
        startSeconds={shown.startSeconds}
        replay={replay.data}
        items={timeline.data}
        onReload={(startSeconds) => setShown(({ version }) => ({ version: version + 1, startSeconds }))}
        readAnew={async () => (await replay.refetch()).data}
      />
    );
  else if (notReady(replay.error) && unrecorded)
    stage = <EmptyState title={t('none.title')} text={t('none.text')} />;
  else if (replay.isError && !notReady(replay.error))
    stage = <ErrorState refusal={toRefusal(replay.error)} onRetry={() => void replay.refetch()} />;
  else if (timeline.isError)
    stage = <ErrorState refusal={toRefusal(timeline.error)} onRetry={() => void timeline.refetch()} />;
  else stage = <ReplaySkeleton waiting={notReady(replay.error)} headless />;

  return (
    <div className={styles.page}>
      <Leftovers />
      <header className={styles.head}>
        <h1>{session.title}</h1>
        <p className={styles.facts}>
          {session.state === 'ended' && <StatusBadge state={session.state} />}
          <span>{session.anchor.name}</span>
          <span>{session.cohortName}</span>
          {session.startedAtMs !== null && <TimeText ms={session.startedAtMs} />}
        </p>
      </header>
      {stage}
      <ResultsPanel session={session} />
    </div>
  );
}

/** A score released while the page is open opens the sheet and the marks on the timeline. */
function useFreshScore({ id, scoreReleased }: SessionDetail): void {
  const known = useRef(scoreReleased);
  useEffect(() => {
    if (known.current === scoreReleased) return;
    known.current = scoreReleased;
    void queryClient.invalidateQueries({ queryKey: scoreQuery(id).queryKey });
    void queryClient.invalidateQueries({ queryKey: timelineQuery(id).queryKey });
  }, [id, scoreReleased]);
}

/** A hole was filled while the page was open: the timeline of who watches does not move under their hands. */
function Mended({ onShow }: { onShow: () => void }) {
  const { t } = useTranslation('replay');
  return (
    <div className={styles.mended} role="status" data-testid="mended">
      <span>{t('mended.text')}</span>
      <Button variant="default" onClick={onShow}>
        {t('mended.show')}
      </Button>
    </div>
  );
}

function Stage({
  session,
  startSeconds,
  replay,
  items,
  onReload,
  readAnew,
}: {
  session: SessionDetail;
  startSeconds: number;
  replay: Replay;
  items: TimelineItem[];
  /** Begins anew with the newest recording. */
  onReload: (startSeconds: number) => void;
  readAnew: () => Promise<Replay | undefined>;
}) {
  const me = useMe();
  const { i18n } = useTranslation();
  // Who is watching goes on with what they began with when the recording gets finished or mended meanwhile.
  const [began] = useState(replay);
  const { spans, playlistUrl } = began;
  const lengthMs = replayLengthMs(began.durationMs, spans);
  const [playback] = useState(() => new Playback(lengthMs));
  const sound = useQuery({ ...soundQuery(replay.soundUrl ?? ''), enabled: replay.soundUrl !== null });
  const speech = useSpeechSeries(session, spans);
  const language = session.speech.language ?? speechLanguageOf(i18n.language);
  const moments = useMemo(
    () => buildMoments(items, spans, session.rubric.criteria),
    [items, spans, session.rubric.criteria],
  );
  /** At the same moment of the session, which lies elsewhere in a recording whose hole was filled. */
  const show = (newest: Replay) => {
    const wallMs = wallAtMedia(spans, playback.positionMs);
    const positionMs = wallMs === null ? null : mediaAtWall(newest.spans, wallMs);
    onReload((positionMs ?? 0) / 1_000);
  };
  const handleFatal = async () => {
    // What was playing may have been finished again, under the names it had.
    const newest = await readAnew();
    if (newest && newest.durationMs !== began.durationMs) show(newest);
  };
  return (
    <>
      <div className={styles.top}>
        <Player
          playback={playback}
          playlistUrl={playlistUrl}
          replay={began}
          // They come with the finished recording; those of a mended one do not fit what is playing.
          captions={replay.durationMs === began.durationMs ? replay.captions : began.captions}
          orientation={session.orientation}
          title={session.title}
          startSeconds={startSeconds}
          onFatal={() => void handleFatal()}
          moments={moments}
          myId={me.id}
        />
        <div className={styles.side}>
          <MomentsPanel
            playback={playback}
            moments={moments}
            showCues={session.access.seeCues}
            showFillers={session.access.seeSpeech}
            recogniser={replay.recogniser}
          />
        </div>
      </div>
      <Timeline
        playback={playback}
        lengthMs={lengthMs}
        moments={moments}
        showCues={session.access.seeCues}
        storyboard={replay.storyboard}
        peaks={sound.data?.peaks ?? null}
        speech={{ series: speech.series, language }}
      />
      <SpeechSection session={session} source={speech.source} />
      {replay.durationMs !== began.durationMs && <Mended onShow={() => show(replay)} />}
      <RecordingPanel session={session} replay={replay} playback={playback} />
      <CopiesSection sessionId={session.id} />
    </>
  );
}
