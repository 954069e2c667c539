import { requiredEvidenceOf } from '@caipai/shared/domain/product-rules';
import { type EvidenceKind, paperKinds } from '@caipai/shared/domain/product-terms';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { ProductSheet } from '@caipai/shared/schemas/product';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../net/rest.ts';
import { InlineError } from '../../ui/states.tsx';
import styles from './product-page.module.css';

/** Which papers the school wants for this product; ticked by coaches, read by everybody. */
export function RequiredPapers({
  sheet,
  onChange,
}: {
  sheet: ProductSheet;
  onChange: (sheet: ProductSheet) => void;
}) {
  const { t } = useTranslation('product');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const required = requiredEvidenceOf(sheet);
  const save = async (requiredEvidence: EvidenceKind[] | null) => {
    setBusy(true);
    setRefusal(null);
    const answer = await call('PUT /products/:productId/required-evidence', {
      productId: sheet.id,
      requiredEvidence,
    });
    setBusy(false);
    if (answer.ok) onChange(answer.value);
    else setRefusal(answer.error);
  };
  const shown = sheet.may.setRequired ? [...new Set<EvidenceKind>([...paperKinds, ...required])] : required;
  if (shown.length === 0) return null;
  return (
    <section className={styles.section} aria-label={t('rule.title')}>
      <h2>{t('rule.title')}</h2>
      <p className={styles.note}>{sheet.requiredEvidence === null ? t('rule.byCategory') : t('rule.own')}</p>
      <ul className={styles.rules}>
        {shown.map((kind) => (
          <li key={kind}>
            <label>
              <input
                type="checkbox"
                checked={required.includes(kind)}
                disabled={!sheet.may.setRequired || busy}
                onChange={(event) =>
                  void save(
                    event.currentTarget.checked
                      ? [...required, kind]
                      : required.filter((each) => each !== kind),
                  )
                }
              />
              {t(`evidence.${kind}`)}
            </label>
          </li>
        ))}
      </ul>
      {sheet.may.setRequired && sheet.requiredEvidence !== null && (
        <Button variant="subtle" color="gray" disabled={busy} onClick={() => void save(null)}>
          {t('rule.byCategory')}
        </Button>
      )}
      <InlineError refusal={refusal} />
    </section>
  );
}
