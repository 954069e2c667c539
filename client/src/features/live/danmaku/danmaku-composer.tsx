import { DANMAKU_MAX_CHARS } from '@caipai/shared/limits';
import type { Refusal } from '@caipai/shared/protocol/result';
import { IconSend2 } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '../../../ui/format.ts';
import { useRefusalText } from '../../../ui/states.tsx';
import { useAccess, useLiveView, useRoom, useServerClock } from '../room-context.tsx';
import styles from './danmaku-composer.module.css';

const COUNT_FROM = DANMAKU_MAX_CHARS - 20;

/** Writes a comment: enter sends it, and what was refused comes back to be mended. */
export function DanmakuComposer({ floating = false }: { floating?: boolean }) {
  const { t } = useTranslation('live');
  const room = useRoom();
  const { comment } = useAccess();
  const sentence = useRefusalText();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<Refusal | null>(null);
  const [freeAtMs, setFreeAtMs] = useState(0);
  const mutedUntilMs = useLiveView((view) => view.mutedUntilMs);
  const nowMs = useServerClock(mutedUntilMs || freeAtMs ? 250 : null);
  const mutedForMs = Math.max(0, (mutedUntilMs ?? 0) - nowMs);
  const length = Array.from(text.trim()).length;
  const tooLong = length > DANMAKU_MAX_CHARS;

  useEffect(() => {
    if (freeAtMs && nowMs >= freeAtMs) {
      setFreeAtMs(0);
      setProblem((current) => (current?.code === 'danmaku.tooFast' ? null : current));
    }
  }, [freeAtMs, nowMs]);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (!said || tooLong || freeAtMs) return;
    setText('');
    setProblem(null);
    const refusal = await room.danmaku.send(said);
    if (!refusal) return;
    setProblem(refusal);
    if (refusal.code === 'danmaku.tooFast')
      setFreeAtMs(room.session.net.serverNow() + (refusal.retryAfterMs ?? 1_000));
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
    <form className={styles.form} data-floating={floating || undefined} onSubmit={send}>
      {problem && (
        <p className={styles.problem} role="alert" data-testid="danmaku-problem">
          {sentence(problem)}
        </p>
      )}
      <div className={styles.field} data-bad={tooLong || undefined}>
        <input
          className={styles.input}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            if (problem?.code !== 'danmaku.tooFast') setProblem(null);
          }}
          placeholder={t('danmaku.placeholder')}
          aria-label={t('danmaku.write')}
          aria-invalid={tooLong || undefined}
          autoComplete="off"
          enterKeyHint="send"
          data-testid="danmaku-input"
        />
        {length >= COUNT_FROM && (
          <span className={`${styles.count} num`} aria-live="polite">
            {DANMAKU_MAX_CHARS - length}
          </span>
        )}
        <button
          type="submit"
          className={styles.send}
          disabled={length === 0 || tooLong || freeAtMs > 0}
          aria-label={t('danmaku.send')}
          data-testid="danmaku-send"
        >
          <IconSend2 size={20} aria-hidden />
        </button>
      </div>
    </form>
  );
}
