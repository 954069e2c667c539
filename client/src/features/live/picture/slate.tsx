import type { ErrorCode } from '@caipai/shared/errors/codes';
import { INTERRUPTION_GRACE_MS } from '@caipai/shared/limits';
import { Button } from '@mantine/core';
import { IconMovie, IconPlayerPlay, IconVideo } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format.ts';
import { useRefusalText } from '../../../ui/states.tsx';
import { useServerClock, useSession } from '../room-context.tsx';
import styles from './slate.module.css';

/** What stands in the picture's place while there is none; null while it flows. */
export function Slate({
  flowing,
  guestFlowing,
  refused,
  replaysEnd,
}: {
  flowing: boolean;
  guestFlowing: boolean;
  /** Why there is no seat, until there is one or the stream flows. */
  refused: ErrorCode | null;
  /** The picture is behind: when the session is over its end is still to be shown. */
  replaysEnd: boolean;
}) {
  const { state } = useSession();
  switch (state) {
    case 'draft':
    case 'scheduled':
    case 'lobby':
      return <BeforeAir />;
    case 'live':
      if (flowing || guestFlowing) return null;
      return refused ? <Refused code={refused} /> : <Opening />;
    case 'interrupted':
      return guestFlowing ? <AnchorAway /> : <Interrupted />;
    case 'ended':
    case 'reviewable':
    case 'archived':
      return replaysEnd ? null : <Over />;
  }
}

function BeforeAir() {
  const { t } = useTranslation('live');
  const { anchor, state, scheduledAtMs } = useSession();
  const format = useFormat();
  return (
    <Plate icon={<IconVideo size={36} stroke={1.4} aria-hidden />} testId="slate-before">
      <h2>{state === 'lobby' ? t('slate.lobby', { name: anchor.name }) : t('slate.notYet')}</h2>
      <p>
        {state === 'scheduled' && scheduledAtMs !== null
          ? t('slate.scheduled', { time: format.moment(scheduledAtMs) })
          : t('slate.stay')}
      </p>
    </Plate>
  );
}

function Opening() {
  const { t } = useTranslation('live');
  return (
    <div className={styles.opening} role="status">
      <span className={styles.sweep} aria-hidden />
      <span className="sr-only">{t('slate.opening')}</span>
    </div>
  );
}

function Refused({ code }: { code: ErrorCode }) {
  const sentence = useRefusalText();
  return (
    <Plate icon={<IconVideo size={36} stroke={1.4} aria-hidden />} testId="slate-refused">
      <h2>{sentence({ code })}</h2>
    </Plate>
  );
}

function Interrupted() {
  const { t } = useTranslation('live');
  const { interruptedAtMs, anchor } = useSession();
  const nowMs = useServerClock(250);
  const leftMs = Math.max(0, (interruptedAtMs ?? nowMs) + INTERRUPTION_GRACE_MS - nowMs);
  const seconds = Math.ceil(leftMs / 1_000);
  const share = leftMs / INTERRUPTION_GRACE_MS;
  return (
    <Plate testId="slate-interrupted">
      <span className={styles.ring} role="timer" aria-label={t('slate.secondsLeft', { count: seconds })}>
        <svg viewBox="0 0 72 72" aria-hidden="true">
          <circle cx="36" cy="36" r="32" className={styles.track} />
          <circle
            cx="36"
            cy="36"
            r="32"
            pathLength={1}
            strokeDasharray="1"
            strokeDashoffset={1 - share}
            className={styles.left}
          />
        </svg>
        <span className="num">{seconds}</span>
      </span>
      <h2>{t('slate.dropped', { name: anchor.name })}</h2>
      <p>{t('slate.backSoon')}</p>
    </Plate>
  );
}

/** The assistant holds the stage meanwhile: their picture stays, and a line says who is missing. */
function AnchorAway() {
  const { t } = useTranslation('live');
  const { anchor } = useSession();
  return (
    <p className={styles.away} role="status" data-testid="slate-away">
      {t('slate.dropped', { name: anchor.name })}
    </p>
  );
}

function Over() {
  const { t } = useTranslation('live');
  const { id, state } = useSession();
  const ready = state !== 'ended';
  return (
    <Plate icon={<IconMovie size={36} stroke={1.4} aria-hidden />} testId="slate-over">
      <h2>{t('slate.over')}</h2>
      <p>{ready ? t('slate.replayReady') : t('slate.replayComing')}</p>
      <Button
        component={Link}
        to={`/sessions/${id}/replay`}
        size="lg"
        disabled={!ready}
        leftSection={<IconPlayerPlay size={18} aria-hidden />}
        data-testid="to-replay"
      >
        {t('slate.replay')}
      </Button>
    </Plate>
  );
}

export function Plate({ icon, testId, children }: { icon?: ReactNode; testId: string; children: ReactNode }) {
  return (
    <div className={styles.slate} role="status" data-testid={testId}>
      <span className={styles.beam} aria-hidden />
      {icon}
      {children}
    </div>
  );
}
