import type { ProvedClaim } from '@caipai/shared/compliance/types';
import { provedClaimsOf } from '@caipai/shared/domain/claim-proofs';
import { type ProductCategory, productCategories, productFacts } from '@caipai/shared/domain/product-terms';
import { CLAIM_MAX_CHARS, CLAIMS_PER_PRODUCT, FACT_MAX_CHARS, TITLE_MAX_CHARS } from '@caipai/shared/limits';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { Claim, ProductSheet } from '@caipai/shared/schemas/product';
import { ActionIcon, Button, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../net/new-id.ts';
import { productQuery, queryClient } from '../../net/queries.ts';
import { call } from '../../net/rest.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { InlineError } from '../../ui/states.tsx';
import { WithHits } from '../compliance/with-hits.tsx';
import { contentOf, draftOf, type ProductDraft } from './product-draft.ts';
import styles from './product-page.module.css';

export function ProductForm({
  sheet,
  onSaved,
}: {
  sheet: ProductSheet;
  onSaved: (sheet: ProductSheet) => void;
}) {
  const { t } = useTranslation(['product', 'common']);
  const [draft, setDraft] = useState(() => draftOf(sheet));
  /** The version that was opened: files and ticks that change meanwhile do not make it another. */
  const [version, setVersion] = useState(sheet.version);
  const [checked, setChecked] = useState(false);
  const [state, setState] = useState<'idle' | 'busy' | 'saved'>('idle');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { content, faults } = contentOf(draft);
  const locked = !sheet.may.edit;
  // What is linked in the form counts at once, saved or not.
  const facts = useMemo(
    () => provedClaimsOf({ claims: draft.claims, files: sheet.files }),
    [draft.claims, sheet.files],
  );
  const change = (changes: Partial<ProductDraft>) => {
    setState('idle');
    setDraft((old) => ({ ...old, ...changes }));
  };

  const take = (next: ProductSheet) => {
    setDraft(draftOf(next));
    setVersion(next.version);
    setRefusal(null);
    onSaved(next);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!content) return;
    setState('busy');
    setRefusal(null);
    const answer = await call('PUT /products/:productId', { productId: sheet.id, version, ...content });
    setState(answer.ok ? 'saved' : 'idle');
    if (answer.ok) take(answer.value);
    else setRefusal(answer.error);
  };
  const reload = async () => {
    await queryClient.refetchQueries({ queryKey: productQuery(sheet.id).queryKey });
    const newest = queryClient.getQueryData(productQuery(sheet.id).queryKey);
    if (newest) take(newest);
  };

  return (
    <form onSubmit={submit} noValidate>
      <fieldset className={styles.form} disabled={locked} style={{ border: 0, padding: 0 }}>
        <WithHits text={draft.title} facts={facts}>
          <TextInput
            label={t('field.title')}
            maxLength={TITLE_MAX_CHARS}
            value={draft.title}
            onChange={(event) => change({ title: event.currentTarget.value })}
            error={checked && faults?.title && t(faults.title)}
            data-testid="product-title"
          />
        </WithHits>
        <SelectField
          label={t('field.category')}
          value={draft.category}
          options={productCategories.map((each) => ({ value: each, label: t(`category.${each}`) }))}
          onChange={(value) => change({ category: value as ProductCategory })}
          testId="product-category"
        />
        <div className={styles.pair}>
          <TextInput
            label={t('field.price')}
            inputMode="decimal"
            value={draft.price}
            onChange={(event) => change({ price: event.currentTarget.value })}
            error={checked && faults?.price && t(faults.price)}
            data-testid="product-price"
          />
          <TextInput
            label={t('field.floor')}
            inputMode="decimal"
            value={draft.floor}
            onChange={(event) => change({ floor: event.currentTarget.value })}
            error={checked && faults?.floor && t(faults.floor)}
          />
        </div>
        <p className={styles.note}>{t('field.floorNote')}</p>
        {productFacts.map((fact) => (
          <WithHits key={fact} text={draft[fact]} facts={facts}>
            <TextInput
              label={t(`field.${fact}`)}
              maxLength={FACT_MAX_CHARS}
              value={draft[fact]}
              onChange={(event) => change({ [fact]: event.currentTarget.value })}
            />
          </WithHits>
        ))}
        <WithHits text={draft.sellingPoints} facts={facts}>
          <Textarea
            label={t('field.sellingPoints')}
            rows={4}
            value={draft.sellingPoints}
            onChange={(event) => change({ sellingPoints: event.currentTarget.value })}
            data-testid="product-points"
          />
        </WithHits>
        <Claims
          claims={draft.claims}
          facts={facts}
          files={sheet.files}
          onChange={(claims) => change({ claims })}
          locked={locked}
        />
        {!locked && (
          <div className={styles.bar}>
            <div>
              <InlineError refusal={refusal} />
              {state === 'saved' && (
                <p className={styles.saved} role="status">
                  {t('save.saved')}
                </p>
              )}
            </div>
            {refusal?.code === 'product.changedMeanwhile' && (
              <Button variant="default" onClick={() => void reload()}>
                {t('save.reload')}
              </Button>
            )}
            <Button type="submit" loading={state === 'busy'} data-testid="product-save">
              {t('common:action.save')}
            </Button>
          </div>
        )}
      </fieldset>
    </form>
  );
}

function Claims({
  claims,
  facts,
  files,
  onChange,
  locked,
}: {
  claims: Claim[];
  facts: readonly ProvedClaim[];
  files: ProductSheet['files'];
  onChange: (claims: Claim[]) => void;
  locked: boolean;
}) {
  const { t } = useTranslation('product');
  const change = (id: string, changes: Partial<Claim>) =>
    onChange(claims.map((claim) => (claim.id === id ? { ...claim, ...changes } : claim)));
  const proofs = files.filter(({ kind }) => kind !== 'picture');
  return (
    <section className={styles.section} aria-labelledby="claims-title">
      <h2 id="claims-title">{t('claims.title')}</h2>
      <p className={styles.note}>{t('claims.lead')}</p>
      <ol className={styles.claims}>
        {claims.map((claim, index) => {
          const position = index + 1;
          const proof = proofs.find(({ id }) => id === claim.evidenceId);
          return (
            <li key={claim.id}>
              <WithHits text={claim.text} facts={facts}>
                <TextInput
                  aria-label={t('claims.text', { position })}
                  placeholder={t('claims.example')}
                  maxLength={CLAIM_MAX_CHARS}
                  value={claim.text}
                  onChange={(event) => change(claim.id, { text: event.currentTarget.value })}
                  data-testid="claim-text"
                />
              </WithHits>
              <SelectField
                label={t('claims.proof', { position })}
                hideLabel
                testId="claim-proof"
                value={proof?.id ?? ''}
                options={[
                  { value: '', label: t('claims.unproved') },
                  ...proofs.map(({ id, kind, name }) => ({
                    value: id,
                    label: `${t(`evidence.${kind}`)} · ${name}`,
                  })),
                ]}
                onChange={(value) => change(claim.id, { evidenceId: value === '' ? null : value })}
              />
              {!locked && (
                <ActionIcon
                  aria-label={t('claims.remove', { position })}
                  onClick={() => onChange(claims.filter(({ id }) => id !== claim.id))}
                >
                  <IconTrash size={18} stroke={1.6} />
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ol>
      {!locked && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={18} stroke={1.8} />}
          disabled={claims.length >= CLAIMS_PER_PRODUCT}
          onClick={() => onChange([...claims, { id: newId(), text: '', evidenceId: null }])}
          data-testid="claim-add"
        >
          {t('claims.add')}
        </Button>
      )}
    </section>
  );
}
