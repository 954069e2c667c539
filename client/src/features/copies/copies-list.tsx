import '@mantine/core/styles/Progress.layer.css';
import { Button, Progress } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useMe } from '../../app/use-me.ts';
import { bytesOf, type LocalCopy } from '../../copy/copy-store.ts';
import { type CopyProgress, copiesStore, deleteCopy, sendCopies } from '../../copy/copy-uploader.ts';
import { serverNow } from '../../net/clock.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format.ts';
import { useRefusalText } from '../../ui/states.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import styles from './copies-list.module.css';

/** Sends what is wanted as soon as the page is open, and again when the network is back. */
export default function CopiesList({ sessionId }: { sessionId?: string }) {
  const { t } = useTranslation();
  const { id: userId } = useMe();
  const { copies, progress } = useStore(copiesStore);
  const [asked, setAsked] = useState<LocalCopy | null>(null);
  useEffect(() => {
    const send = () => void sendCopies(userId);
    send();
    window.addEventListener('online', send);
    return () => window.removeEventListener('online', send);
  }, [userId]);
  const shown = copies?.filter((copy) => !sessionId || copy.sessionId === sessionId) ?? [];
  if (shown.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="copies-title" data-testid="copies">
      <h2 id="copies-title">{t('copies.title')}</h2>
      <p className={styles.text}>{t('copies.text')}</p>
      <ul className={styles.list}>
        {shown.map((copy) => (
          <li key={copy.copyId} className={styles.item}>
            <Words copy={copy} linked={!sessionId} />
            <Standing progress={progress[copy.copyId] ?? { state: 'later' }} />
            {!isGrowing(copy) && (
              <Button variant="subtle" color="gray" onClick={() => setAsked(copy)}>
                {t('copies.delete')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        opened={asked !== null}
        title={t('copies.deleteTitle')}
        text={t('copies.deleteText', { title: asked?.title ?? '' })}
        confirmLabel={t('copies.delete')}
        onConfirm={() => {
          if (asked) void deleteCopy(asked);
          setAsked(null);
        }}
        onClose={() => setAsked(null)}
      />
    </section>
  );
}

/** Another tab is live and goes on writing it. */
const GROWING_MS = 10_000;

function isGrowing({ startedWallMs, chunks }: LocalCopy): boolean {
  return serverNow() - (chunks.at(-1)?.toWallMs ?? startedWallMs) < GROWING_MS;
}

function Words({ copy, linked }: { copy: LocalCopy; linked: boolean }) {
  const format = useFormat();
  return (
    <div className={styles.words}>
      {linked ? (
        <Link to="/sessions/$sessionId/replay" params={{ sessionId: copy.sessionId }}>
          {copy.title}
        </Link>
      ) : (
        <strong>{copy.title}</strong>
      )}
      <span className="num">
        <TimeText ms={copy.startedWallMs} /> · {format.bytes(bytesOf(copy))}
      </span>
    </div>
  );
}

function Standing({ progress }: { progress: CopyProgress }) {
  const { t } = useTranslation();
  const sentence = useRefusalText();
  switch (progress.state) {
    case 'sending': {
      const percent = Math.round(progress.share * 100);
      return (
        <div className={styles.standing} role="status">
          <span className="num">{t('copies.sending', { percent })}</span>
          <Progress value={percent} size={6} aria-label={t('copies.sending', { percent })} />
        </div>
      );
    }
    case 'kept':
    case 'splicing':
    case 'later':
      return (
        <div className={styles.standing} role="status">
          {t(`copies.${progress.state}`)}
        </div>
      );
    case 'failed':
      return (
        <div className={styles.standing} data-failed role="status">
          <strong>{t('copies.failed')}</strong>
          <span>{sentence(progress.refusal)}</span>
        </div>
      );
  }
}
