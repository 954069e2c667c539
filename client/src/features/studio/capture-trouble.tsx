import { Button } from '@mantine/core';
import { IconCameraOff, IconLock, IconPlugOff, IconVideoOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { browserFamily } from './browser-family.ts';
import styles from './capture-trouble.module.css';
import { useDirector, useStudio } from './studio-context.tsx';

const icons = {
  denied: IconLock,
  notFound: IconCameraOff,
  inUse: IconPlugOff,
  insecureContext: IconLock,
  unknown: IconVideoOff,
};

/** Why there is no picture, and the steps in this very browser that bring it. */
export function CaptureTrouble() {
  const { t } = useTranslation('studio');
  const director = useDirector();
  const problem = useStudio((view) => view.problem);
  if (!problem) return null;
  const { what, device } = problem;
  const Icon = icons[what];
  const family = browserFamily();
  return (
    <div className={styles.trouble} role="alert" data-testid="capture-trouble" data-problem={what}>
      <Icon size={36} stroke={1.4} aria-hidden />
      <h2>{what === 'notFound' ? t(`trouble.notFound.${device}`) : t(`trouble.${what}`)}</h2>
      {what === 'denied' && (
        <ol className={styles.steps}>
          {([1, 2, 3] as const).map((step) => (
            <li key={step}>{t(`steps.${family}.${step}`)}</li>
          ))}
        </ol>
      )}
      {what === 'insecureContext' && (
        <>
          <p>{t('trouble.insecureText')}</p>
          <p className={styles.address}>{`https://${location.host}`}</p>
        </>
      )}
      {(what === 'notFound' || what === 'inUse' || what === 'unknown') && <p>{t(`trouble.${what}Text`)}</p>}
      {what !== 'insecureContext' && (
        <Button onClick={() => void director.devices.open()} data-testid="capture-retry">
          {t('trouble.retry')}
        </Button>
      )}
    </div>
  );
}
