import { CUT_AT_LEAST_MS } from '@caipai/shared/domain/violation-ladder';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { Violation } from '@caipai/shared/schemas/violation';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { InlineError } from '../../ui/states.tsx';
import { useAccess, useLiveView, useRoom, useServerClock } from '../live/room-context.tsx';
import styles from './violation-overlay.module.css';

/** The rung of the ladder that the anchor stands on, until they have read it; a cut covers the stage. */
export default function ViolationOverlay() {
  const { goLive: anchors } = useAccess();
  const open = useLiveView((view) =>
    view.violations.findLast(({ acknowledgedAtMs, lifted }) => acknowledgedAtMs === null && !lifted),
  );
  if (!open || !anchors) return null;
  return <Rung key={open.id} violation={open} />;
}

function Rung({ violation }: { violation: Violation }) {
  const { t } = useTranslation('violation');
  const room = useRoom();
  const { id, step, category, words, atMs, appeal } = violation;
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const nowMs = useServerClock(step === 'cut' ? 250 : null);
  const waitS = step === 'cut' ? Math.ceil(Math.max(0, atMs + CUT_AT_LEAST_MS - nowMs) / 1_000) : 0;
  const accept = async () => {
    const answer = await room.session.ask('violation:acknowledge', { violationId: id });
    setRefusal(answer.ok ? null : answer.error);
  };
  return (
    <section className={styles.rung} data-step={step} role="alert" data-testid="violation-overlay">
      <p className={styles.step}>{t(`told.${step}`)}</p>
      <h2>{t(`category.${category}`)}</h2>
      {words && <p className={styles.words}>“{words}”</p>}
      <p className={styles.rule}>{t(`rule.${category}`)}</p>
      {step === 'cut' && <Appeal violationId={id} sent={appeal?.text ?? null} />}
      <InlineError refusal={refusal} />
      <Button
        size={step === 'cut' ? 'lg' : 'md'}
        disabled={waitS > 0}
        onClick={() => void accept()}
        data-testid="violation-accept"
      >
        {waitS > 0 ? t('readFirst', { count: waitS }) : t(step === 'cut' ? 'goOn' : 'understood')}
      </Button>
    </section>
  );
}

function Appeal({ violationId, sent }: { violationId: string; sent: string | null }) {
  const { t } = useTranslation('violation');
  const room = useRoom();
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  if (sent) return <p className={styles.sent}>{t('appealSent', { text: sent })}</p>;
  const send = async () => {
    const answer = await room.session.ask('violation:appeal', { violationId, text });
    setRefusal(answer.ok ? null : answer.error);
  };
  return (
    <div className={styles.appeal}>
      <p>{t('appealHow')}</p>
      <Textarea
        aria-label={t('appeal')}
        placeholder={t('appealExample')}
        value={text}
        maxLength={500}
        autosize
        minRows={2}
        maxRows={4}
        onChange={(event) => setText(event.currentTarget.value)}
        data-testid="violation-appeal-text"
      />
      <InlineError refusal={refusal} />
      <Button
        variant="default"
        disabled={text.trim() === ''}
        onClick={() => void send()}
        data-testid="violation-appeal"
      >
        {t('appeal')}
      </Button>
    </div>
  );
}
