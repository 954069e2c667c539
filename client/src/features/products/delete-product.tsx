import type { Refusal } from '@caipai/shared/protocol/result';
import type { ProductSheet } from '@caipai/shared/schemas/product';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { productsQuery, queryClient } from '../../net/queries.ts';
import { call } from '../../net/rest.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { InlineError } from '../../ui/states.tsx';

export function DeleteProduct({ sheet }: { sheet: ProductSheet }) {
  const { t } = useTranslation('product');
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const remove = async () => {
    setBusy(true);
    const answer = await call('DELETE /products/:productId', { productId: sheet.id });
    setBusy(false);
    setAsking(false);
    if (!answer.ok) return setRefusal(answer.error);
    void queryClient.invalidateQueries({ queryKey: productsQuery(sheet.cohortId).queryKey });
    await navigate({ to: '/cohorts/$cohortId/products', params: { cohortId: sheet.cohortId } });
  };
  return (
    <div>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('delete.action')}
      </Button>
      <InlineError refusal={refusal} />
      <ConfirmDialog
        opened={asking}
        title={t('delete.title')}
        text={t('delete.text', { title: sheet.title })}
        confirmLabel={t('delete.action')}
        busy={busy}
        onConfirm={() => void remove()}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
