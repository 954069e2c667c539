import { parseFen } from '@caipai/shared/domain/money';
import { TITLE_MAX_CHARS } from '@caipai/shared/limits';
import type { Refusal } from '@caipai/shared/protocol/result';
import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../net/new-id.ts';
import { productQuery, productsQuery, queryClient } from '../../net/queries.ts';
import { call } from '../../net/rest.ts';
import { InlineError } from '../../ui/states.tsx';
import { WithHits } from '../compliance/with-hits.tsx';
import styles from './new-product.module.css';

/** A name and a price are enough to begin; the rest is filled in on the product's own page. */
export function NewProduct({ cohortId }: { cohortId: string }) {
  const { t } = useTranslation('product');
  const navigate = useNavigate();
  const [id, setId] = useState(newId);
  const [title, setTitle] = useState('');
  const [price, setPrice] = useState('');
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const priceFen = parseFen(price) || null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!title.trim() || priceFen === null) return;
    setBusy(true);
    setRefusal(null);
    const answer = await call('POST /cohorts/:cohortId/products', { cohortId, id, title, priceFen });
    setBusy(false);
    if (!answer.ok) return setRefusal(answer.error);
    setId(newId());
    queryClient.setQueryData(productQuery(answer.value.id).queryKey, answer.value);
    void queryClient.invalidateQueries({ queryKey: productsQuery(cohortId).queryKey });
    await navigate({ to: '/products/$productId', params: { productId: answer.value.id } });
  };

  return (
    <form className={styles.form} onSubmit={submit} aria-label={t('new.title')} noValidate>
      <WithHits text={title}>
        <TextInput
          label={t('new.name')}
          maxLength={TITLE_MAX_CHARS}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          error={checked && !title.trim() && t('field.required')}
          data-testid="new-product-title"
        />
      </WithHits>
      <TextInput
        label={t('field.price')}
        inputMode="decimal"
        value={price}
        onChange={(event) => setPrice(event.currentTarget.value)}
        error={checked && priceFen === null && t('field.amount')}
        data-testid="new-product-price"
      />
      <Button
        type="submit"
        h={44}
        loading={busy}
        leftSection={<IconPlus size={18} stroke={1.8} />}
        data-testid="new-product"
      >
        {t('new.create')}
      </Button>
      <div className={styles.refusal}>
        <InlineError refusal={refusal} />
      </div>
    </form>
  );
}
