import type { SessionDetail } from '@caipai/shared/schemas/session';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../../net/queries.ts';
import { call } from '../../net/rest.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';

export function DeleteSession({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('lobby');
  const navigate = useNavigate();
  const remove = async () => {
    const answer = await call('DELETE /sessions/:sessionId', { sessionId: session.id });
    if (!answer.ok) return answer.error;
    await navigate({ to: '/', replace: true });
    queryClient.removeQueries({ queryKey: ['session', session.id] });
    void queryClient.invalidateQueries({ queryKey: ['sessions'] });
    return null;
  };
  return (
    <DeleteButton
      size="lg"
      variant="subtle"
      color="gray"
      label={t('anchor.delete')}
      title={t('delete.title')}
      text={t('delete.text', { title: session.title })}
      remove={remove}
      testId="delete-session"
    />
  );
}
