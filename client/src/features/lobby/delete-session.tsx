import type { Refusal } from '@caipai/shared/protocol/result';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../../net/queries.ts';
import { call } from '../../net/rest.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { InlineError } from '../../ui/states.tsx';

export function DeleteSession({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('lobby');
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const remove = async () => {
    setBusy(true);
    const answer = await call('DELETE /sessions/:sessionId', { sessionId: session.id });
    setBusy(false);
    setAsking(false);
    if (!answer.ok) return setRefusal(answer.error);
    await navigate({ to: '/', replace: true });
    queryClient.removeQueries({ queryKey: ['session', session.id] });
    void queryClient.invalidateQueries({ queryKey: ['sessions'] });
  };
  return (
    <>
      <Button
        size="lg"
        variant="subtle"
        color="gray"
        onClick={() => setAsking(true)}
        data-testid="delete-session"
      >
        {t('anchor.delete')}
      </Button>
      <InlineError refusal={refusal} />
      <ConfirmDialog
        opened={asking}
        title={t('delete.title')}
        text={t('delete.text', { title: session.title })}
        confirmLabel={t('anchor.delete')}
        busy={busy}
        onConfirm={() => void remove()}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
