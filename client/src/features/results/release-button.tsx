import type { Refusal, Result } from '@caipai/shared/protocol/result';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../../net/queries.ts';
import { ask } from '../../net/socket.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { InlineError } from '../../ui/states.tsx';
import styles from './results-panel.module.css';

/** Requests over the socket want to be made from inside the session, so this steps in for a moment. */
async function releaseScore(sessionId: string): Promise<Result<unknown>> {
  const entered = await ask('session:join', { sessionId, as: 'coach' });
  if (!entered.ok) return entered;
  const answer = await ask('score:release', { sessionId });
  void ask('session:leave', { sessionId, as: 'coach' });
  return answer;
}

export function ReleaseButton({
  session,
  scored,
  complete,
}: {
  session: SessionDetail;
  scored: boolean;
  /** Every criterion has an instructor's level. */
  complete: boolean;
}) {
  const { t } = useTranslation('results');
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  if (session.scoreReleased) return <span className={styles.released}>{t('release.done')}</span>;
  if (!scored) return null;
  const release = async () => {
    setBusy(true);
    setRefusal(null);
    const answer = await releaseScore(session.id);
    setBusy(false);
    setAsking(false);
    if (!answer.ok) return setRefusal(answer.error);
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ['session', session.id] }),
      queryClient.invalidateQueries({ queryKey: ['sessions'] }),
    ]);
  };
  return (
    <div className={styles.release}>
      <InlineError refusal={refusal} />
      <Button onClick={() => setAsking(true)} data-testid="score-release">
        {t('release.action')}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={t('release.title')}
        text={complete ? t('release.text') : `${t('release.incomplete')} ${t('release.text')}`}
        confirmLabel={t('release.action')}
        busy={busy}
        onConfirm={() => void release()}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
