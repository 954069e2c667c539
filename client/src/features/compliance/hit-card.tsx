import { lawTexts } from '@caipai/shared/compliance/law';
import type { Hit } from '@caipai/shared/compliance/types';
import { Popover } from '@mantine/core';
import { type ReactElement, useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './hit-card.module.css';
import { toneOf } from './pieces.ts';

/** Why words are risky, by which rule, and what would permit them; opens beside its target. */
export function HitCard({
  hit,
  opened,
  onClose,
  writing = false,
  children,
}: {
  hit: Hit;
  opened: boolean;
  onClose: () => void;
  /** For whoever writes the words; without it for those who read them. */
  writing?: boolean;
  children: (describedBy: string | undefined) => ReactElement;
}) {
  const { t, i18n } = useTranslation(['compliance', 'violation']);
  const id = useId();
  const lang = i18n.language === 'en' ? 'en' : 'zh';
  const tone = toneOf(hit);
  return (
    <Popover
      opened={opened}
      onDismiss={onClose}
      // What can be done about words that are read stands below them.
      position={writing ? 'bottom-start' : 'top-start'}
      width="min(340px, calc(100vw - 24px))"
      offset={6}
      radius="md"
      shadow="none"
      withRoles={false}
      transitionProps={{ duration: 80 }}
    >
      <Popover.Target>{children(opened ? id : undefined)}</Popover.Target>
      <Popover.Dropdown className={styles.card}>
        <div id={id} role="tooltip" className={styles.facts} data-tone={tone} data-testid="hit-card">
          <p className={styles.head}>
            <strong>{t(`violation:category.${hit.category}`)}</strong>
            <em>{t(`tone.${tone}`)}</em>
          </p>
          <p className={styles.why}>{hit.why[lang]}</p>
          <p className={styles.law}>{lawTexts[hit.lawRef][lang]}</p>
          <p className={styles.evidence}>
            {hit.permittedBy === null
              ? t('evidence.none')
              : t(hit.permitted ? 'evidence.here' : 'evidence.needed', {
                  paper: t(`paper.${hit.permittedBy}`),
                })}
            {writing && hit.permittedBy !== null && !hit.permitted && ` ${t('evidence.how')}`}
          </p>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
