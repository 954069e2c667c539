import type { ProductSheet } from '@caipai/shared/schemas/product';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { productsQuery, queryClient } from '../../net/queries.ts';
import { call } from '../../net/rest.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';

export function DeleteProduct({ sheet }: { sheet: ProductSheet }) {
  const { t } = useTranslation('product');
  const navigate = useNavigate();
  const remove = async () => {
    const answer = await call('DELETE /products/:productId', { productId: sheet.id });
    if (!answer.ok) return answer.error;
    void queryClient.invalidateQueries({ queryKey: productsQuery(sheet.cohortId).queryKey });
    await navigate({ to: '/cohorts/$cohortId/products', params: { cohortId: sheet.cohortId } });
    return null;
  };
  return (
    <DeleteButton
      variant="default"
      label={t('delete.action')}
      title={t('delete.title')}
      text={t('delete.text', { title: sheet.title })}
      remove={remove}
    />
  );
}
