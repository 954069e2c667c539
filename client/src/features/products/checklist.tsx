import { type ProductCheck, productChecks } from '@caipai/shared/domain/product-terms';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { ProductSheet } from '@caipai/shared/schemas/product';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../net/rest.ts';
import { useFormat } from '../../ui/format.ts';
import { InlineError } from '../../ui/states.tsx';
import { useServerNow } from '../../ui/use-server-now.ts';
import { UnprovedClaims } from '../compliance/unproved-claims.tsx';
import styles from './product-page.module.css';

/** What the selector has checked, by whom and when; what changed since is said. */
export function Checklist({
  sheet,
  onChange,
}: {
  sheet: ProductSheet;
  onChange: (sheet: ProductSheet) => void;
}) {
  const { t } = useTranslation('product');
  const format = useFormat();
  const nowMs = useServerNow(60_000);
  /** Shown at once, while the server has not answered yet. */
  const [underway, setUnderway] = useState<{ check: ProductCheck; done: boolean } | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const tick = async (check: ProductCheck, done: boolean) => {
    setUnderway({ check, done });
    setRefusal(null);
    const answer = await call('PUT /products/:productId/checks/:check', { productId: sheet.id, check, done });
    if (answer.ok) onChange(answer.value);
    else setRefusal(answer.error);
    setUnderway(null);
  };
  return (
    <section className={styles.section} aria-label={t('checks.title')}>
      <h2>{t('checks.title')}</h2>
      <ul className={styles.checks}>
        {productChecks.map((check) => {
          const made = sheet.checks.find((each) => each.check === check);
          return (
            <li key={check}>
              <label>
                <input
                  type="checkbox"
                  checked={underway?.check === check ? underway.done : made !== undefined && !made.stale}
                  disabled={!sheet.may.edit || underway !== null}
                  onChange={(event) => void tick(check, event.currentTarget.checked)}
                  data-testid={`check-${check}`}
                />
                <span>{t(`check.${check}`)}</span>
                {made && (
                  <small data-stale={made.stale || undefined}>
                    {t('checks.by', { name: made.by.name, time: format.relative(made.atMs, nowMs) })}
                    {made.stale && (
                      <>
                        <br />
                        {t('checks.stale')}
                      </>
                    )}
                  </small>
                )}
              </label>
              {check === 'claims' && <UnprovedClaims claims={sheet.unprovedClaims} />}
            </li>
          );
        })}
      </ul>
      <InlineError refusal={refusal} />
    </section>
  );
}
