import '@mantine/core/styles/Progress.layer.css';
import type { Receipt } from '@caipai/shared/schemas/receipt';
import type { Replay } from '@caipai/shared/schemas/replay';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import { mediaAtWall } from '@caipai/shared/timeline/media-clock';
import { Button, Progress } from '@mantine/core';
import { IconBadgeCc, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, replayQuery } from '../../net/queries.ts';
import { call } from '../../net/rest.ts';
import type { Playback } from '../../player/playback.ts';
import { clockText, useFormat } from '../../ui/format.ts';
import styles from './recording-panel.module.css';

/** What became of the recording: how far it is finished, the file to take home, and the receipt in plain words. */
export function RecordingPanel({
  session,
  replay,
  playback,
}: {
  session: SessionDetail;
  replay: Replay;
  playback: Playback;
}) {
  const { t } = useTranslation('replay');
  if (!replay.finish && !replay.receipt) return null;
  return (
    <section className={styles.panel} aria-labelledby="recording-title" data-testid="recording-panel">
      <header className={styles.head}>
        <h2 id="recording-title">{t('recording.title')}</h2>
        <div className={styles.files}>
          <Finish session={session} replay={replay} />
          {replay.captions && <Captions url={replay.captions.url} title={session.title} />}
        </div>
      </header>
      {replay.receipt && <ReceiptWords receipt={replay.receipt} replay={replay} playback={playback} />}
    </section>
  );
}

function Captions({ url, title }: { url: string; title: string }) {
  const { t } = useTranslation('transcript');
  return (
    <Button
      component="a"
      href={url}
      download={`${title}.vtt`}
      variant="default"
      leftSection={<IconBadgeCc size={18} stroke={1.7} aria-hidden />}
      data-testid="download-captions"
    >
      {t('captions.download')}
    </Button>
  );
}

function Finish({
  session: { id: sessionId, access },
  replay: { finish, download },
}: {
  session: SessionDetail;
  replay: Replay;
}) {
  const { t } = useTranslation(['replay', 'common']);
  const format = useFormat();
  const [asked, setAsked] = useState(false);
  if (download)
    return (
      <Button
        component="a"
        href={download.url}
        download
        variant="default"
        leftSection={<IconDownload size={18} stroke={1.7} aria-hidden />}
        data-testid="download"
      >
        {t('recording.download', { size: format.bytes(download.bytes) })}
      </Button>
    );
  if (finish?.state === 'failed') {
    const retry = async () => {
      setAsked(true);
      await call('POST /sessions/:sessionId/replay/finish', { sessionId });
      await queryClient.invalidateQueries({ queryKey: replayQuery(sessionId).queryKey });
      setAsked(false);
    };
    return (
      <div className={styles.failed} role="status">
        <span>{t('recording.failed')}</span>
        {access.finish && (
          <Button variant="default" loading={asked} onClick={() => void retry()}>
            {t('common:action.retry')}
          </Button>
        )}
      </div>
    );
  }
  if (finish?.state !== 'waiting' && finish?.state !== 'running') return null;
  const percent = Math.round(finish.share * 100);
  return (
    <div className={styles.working} role="status" data-testid="finishing">
      <span>
        {finish.state === 'waiting' ? t('recording.waiting') : t('recording.running')}
        {finish.state === 'running' && <b className="num"> {percent}%</b>}
      </span>
      <Progress value={percent} size={6} aria-label={t('recording.running')} />
    </div>
  );
}

const HALF_GAP_MS = 500;

function ReceiptWords({
  receipt,
  replay,
  playback,
}: {
  receipt: Receipt;
  replay: Replay;
  playback: Playback;
}) {
  const { t } = useTranslation('replay');
  const format = useFormat();
  // The first half second until the first picture is nobody's loss.
  const gaps = receipt.gaps.filter(({ cause, durationMs }) => cause !== 'starting' || durationMs > 2_000);
  const lengthOf = (ms: number) => (ms < 1_000 ? t('receipt.ms', { ms: Math.round(ms) }) : format.length(ms));
  const lostMs = gaps.reduce((sum, { durationMs }) => sum + durationMs, 0);
  // What is missing of one of them alone: where both are, it is a gap and stands below.
  const halves = (receipt.tracks ?? []).flatMap(({ kind, recordedMs }) => {
    const missingMs = receipt.recordedMs - recordedMs;
    return missingMs > HALF_GAP_MS ? [{ kind, missingMs }] : [];
  });
  const repairs = receipt.takes.filter(({ origin }) => origin === 'copy');
  const offsets = receipt.takes.flatMap(({ avOffsetMs }) =>
    avOffsetMs === null ? [] : [Math.abs(avOffsetMs)],
  );
  const assistant = receipt.companions?.find(({ name }) => name === 'assistant');
  const facts: [string, string][] = [
    [t('receipt.length'), clockText(receipt.recordedMs)],
    ...(assistant ? [[t('receipt.assistant'), clockText(assistant.recordedMs)] as [string, string]] : []),
    [t('receipt.takes'), String(receipt.takes.length)],
    [
      t('receipt.offset'),
      offsets.length > 0 ? t('receipt.ms', { ms: Math.round(Math.max(...offsets)) }) : t('receipt.unknown'),
    ],
    [
      t('receipt.faults'),
      receipt.decodeErrors === null ? t('receipt.pending') : String(receipt.decodeErrors),
    ],
    [t('receipt.comments'), String(receipt.counts.danmaku)],
    ...(['cues', 'marks'] as const).flatMap((kind): [string, string][] => {
      const count = receipt.counts[kind];
      return count === null ? [] : [[t(`receipt.${kind}`), String(count)]];
    }),
  ];
  return (
    <div className={styles.receipt} data-testid="receipt">
      <p className={styles.verdict} data-whole={gaps.length === 0 || undefined}>
        {gaps.length === 0
          ? t('receipt.whole')
          : t('receipt.gaps', { count: gaps.length, length: lengthOf(lostMs) })}
      </p>
      {repairs.length > 0 && (
        <p className={styles.repaired} data-testid="repaired">
          {t('receipt.repaired', {
            count: repairs.length,
            length: lengthOf(repairs.reduce((sum, { durationMs }) => sum + durationMs, 0)),
          })}
        </p>
      )}
      {halves.map(({ kind, missingMs }) => (
        <p key={kind} className={styles.repaired}>
          {t(`receipt.without.${kind}`, { length: lengthOf(missingMs) })}
        </p>
      ))}
      {gaps.length > 0 && (
        <ul className={styles.gaps}>
          {gaps.map((gap) => {
            const atMs = mediaAtWall(replay.spans, gap.fromWallMs) ?? 0;
            return (
              <li key={gap.fromWallMs}>
                <button type="button" className={styles.jump} onClick={() => playback.seek(atMs)}>
                  <span className="num">{clockText(atMs)}</span>
                </button>
                <span>
                  {t('receipt.gap', {
                    length: lengthOf(gap.durationMs),
                    cause: t(`receipt.cause.${gap.cause}`),
                  })}
                </span>
              </li>
            );
          })}
        </ul>
      )}
      <dl className={styles.facts}>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
