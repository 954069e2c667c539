import { Button } from '@mantine/core';
import { IconArrowLeft, IconCopy } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../ui/states.tsx';
import { useLiveView, useRoom } from '../room-context.tsx';
import styles from './live-gate.module.css';
import { UnsentNotice } from './unsent-notice.tsx';

/** Lets the page draw once the session is known; before that its shape, or why there is none. */
export function LiveGate({ skeleton, children }: { skeleton: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('live');
  const room = useRoom();
  const known = useLiveView((view) => view.session !== null);
  const refusal = useLiveView((view) => (view.phase === 'refused' ? view.refusal : null));
  const takenOver = useLiveView((view) => view.takenOver);
  if (takenOver || refusal?.code === 'session.liveElsewhere') return <Elsewhere />;
  if (refusal)
    return (
      <main className={styles.centre}>
        <ErrorState refusal={refusal} onRetry={() => void room.session.join()}>
          <Button component={Link} to="/" variant="subtle" color="gray">
            {t('leave')}
          </Button>
        </ErrorState>
      </main>
    );
  if (!known) return skeleton;
  return (
    <>
      {children}
      <UnsentNotice />
    </>
  );
}

/** The studio runs in another tab: two pictures of one anchor would fight over the air. */
export function Elsewhere({ onRetry }: { onRetry?: () => void }) {
  const { t } = useTranslation('live');
  const room = useRoom();
  return (
    <main className={styles.centre} data-testid="live-elsewhere">
      <div className={styles.elsewhere}>
        <IconCopy size={44} stroke={1.3} aria-hidden />
        <h2>{t('elsewhere.title')}</h2>
        <p>{t('elsewhere.text')}</p>
        <div className={styles.actions}>
          <Button onClick={onRetry ?? (() => void room.session.join())}>{t('elsewhere.retry')}</Button>
          <Button component={Link} to="/" variant="default">
            {t('leave')}
          </Button>
        </div>
      </div>
    </main>
  );
}

/** Out of the room; the arrow stands in the same corner of all live pages. */
export function BackLink() {
  const { t } = useTranslation('live');
  // Not to the session's own page: while on air that one leads straight back in here.
  return (
    <Link to="/" className={styles.back} aria-label={t('leave')} title={t('leave')}>
      <IconArrowLeft size={20} aria-hidden />
    </Link>
  );
}
