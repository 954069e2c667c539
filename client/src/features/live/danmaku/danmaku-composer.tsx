import { DANMAKU_MAX_CHARS } from '@caipai/shared/limits';
import type { Refusal } from '@caipai/shared/protocol/result';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { clockText } from '../../../ui/format.ts';
import { useRefusalText } from '../../../ui/states.tsx';
import { LineField } from '../frame/line-field.tsx';
import { useAccess, useLiveView, useRoom, useServerClock } from '../room-context.tsx';
import styles from './danmaku-composer.module.css';

const isPace = ({ code }: Refusal) => code === 'danmaku.tooFast' || code === 'danmaku.slowMode';

const COUNT_FROM = DANMAKU_MAX_CHARS - 20;

/** Writes a comment: enter sends it, and what was refused comes back to be mended. */
export function DanmakuComposer({ floating = false }: { floating?: boolean }) {
  const { t } = useTranslation('live');
  const room = useRoom();
  const { comment, seeCues } = useAccess();
  const slowed = !seeCues;
  const sentence = useRefusalText();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<Refusal | null>(null);
  const [freeAtMs, setFreeAtMs] = useState(0);
  const mutedUntilMs = useLiveView((view) => view.mutedUntilMs);
  const nowMs = useServerClock(mutedUntilMs || freeAtMs ? 250 : null);
  const slowModeSeconds = useLiveView((view) => view.slowModeSeconds);
  const answering = useStore(room.danmaku.answering);
  const mutedForMs = Math.max(0, (mutedUntilMs ?? 0) - nowMs);

  // Another pace begins anew; the server says if it is still too soon.
  useEffect(() => {
    if (slowModeSeconds === 0) setFreeAtMs(0);
    setProblem((current) => (current && isPace(current) ? null : current));
  }, [slowModeSeconds]);

  useEffect(() => {
    if (freeAtMs && nowMs >= freeAtMs) {
      setFreeAtMs(0);
      setProblem((current) => (current && isPace(current) ? null : current));
    }
  }, [freeAtMs, nowMs]);

  const send = async (said: string) => {
    setText('');
    setProblem(null);
    const refusal = await room.danmaku.send(said);
    if (!refusal) {
      // Told beforehand rather than by a refusal; who works here is not slowed.
      if (slowModeSeconds && slowed) setFreeAtMs(room.session.net.serverNow() + slowModeSeconds * 1_000);
      return;
    }
    setProblem(refusal);
    if (isPace(refusal)) setFreeAtMs(room.session.net.serverNow() + (refusal.retryAfterMs ?? 1_000));
    // What was typed meanwhile is not overwritten.
    setText((typed) => typed || said);
  };

  if (mutedForMs > 0)
    return (
      <p
        className={styles.closed}
        data-floating={floating || undefined}
        role="status"
        data-testid="danmaku-muted"
      >
        {t('danmaku.mutedFor', { time: clockText(mutedForMs + 999) })}
      </p>
    );
  if (!comment)
    return (
      <p className={styles.closed} data-floating={floating || undefined}>
        {t('danmaku.closed')}
      </p>
    );
  return (
    <div className={styles.composer} data-floating={floating || undefined}>
      {problem && (
        <p className={styles.problem} role="alert" data-testid="danmaku-problem">
          {sentence(problem)}
        </p>
      )}
      {answering && (
        <p className={styles.answering} data-testid="danmaku-answering">
          <span>
            <b>@{answering.by.name}</b> {answering.text}
          </span>
          <button
            type="button"
            onClick={() => room.danmaku.answering.setState(null, true)}
            aria-label={t('danmaku.noAnswer')}
          >
            <IconX size={16} aria-hidden />
          </button>
        </p>
      )}
      <LineField
        text={text}
        maxChars={DANMAKU_MAX_CHARS}
        countFrom={COUNT_FROM}
        onText={(typed) => {
          setText(typed);
          if (!problem || !isPace(problem)) setProblem(null);
        }}
        onSend={(line) => void send(line)}
        placeholder={
          freeAtMs > nowMs && slowModeSeconds
            ? t('danmaku.slowWait', { count: Math.ceil((freeAtMs - nowMs) / 1_000) })
            : slowModeSeconds && slowed
              ? t('danmaku.slowMode', { count: slowModeSeconds })
              : t('danmaku.placeholder')
        }
        label={t('danmaku.write')}
        sendLabel={t('danmaku.send')}
        paused={freeAtMs > 0}
        floating={floating}
        testId={{ input: 'danmaku-input', send: 'danmaku-send' }}
      />
    </div>
  );
}
