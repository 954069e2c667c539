import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { forgetUnsent, type Unsent, unsentStore } from '../../../state/live/unsent.ts';
import { useRefusalText } from '../../../ui/states.tsx';
import styles from './unsent-notice.module.css';

/** What the server refused for good, shown once: read or copied, it is no longer kept. */
export function UnsentNotice() {
  const { t } = useTranslation();
  const sentence = useRefusalText();
  const list = useStore(unsentStore);
  const [copied, setCopied] = useState(false);
  if (list.length === 0) return null;
  const headOf = ({ name, sessionTitle }: Unsent) =>
    [t(name === 'mark:save' ? 'unsent.mark' : 'unsent.comment'), sessionTitle].filter(Boolean).join(' · ');
  const copy = async () => {
    const text = list.map((each) => `${headOf(each)}\n${each.text}`).join('\n\n');
    // Without the clipboard (no secure context) the words on the page can still be selected.
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setCopied(Boolean(done));
  };
  return (
    <section className={styles.notice} role="alert" data-testid="unsent">
      <strong>{t('unsent.title', { count: list.length })}</strong>
      <p>{t('unsent.text')}</p>
      <ul className={styles.list}>
        {list.map((each) => (
          <li key={each.id} data-testid="unsent-entry">
            <span className={styles.head}>{headOf(each)}</span>
            <span>{each.text}</span>
            <span className={styles.head}>{sentence(each.refusal)}</span>
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        <Button variant="default" onClick={() => void copy()}>
          {t(copied ? 'action.copied' : 'action.copy')}
        </Button>
        <Button onClick={forgetUnsent} data-testid="unsent-close">
          {t('unsent.close')}
        </Button>
      </div>
    </section>
  );
}
