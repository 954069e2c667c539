import { isOnAir } from '@caipai/shared/domain/session-machine';
import { IconAlertTriangle, IconMicrophoneOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../live/room-context.tsx';
import { useDirector, useFindings, useStudio } from './studio-context.tsx';
import styles from './studio-notices.module.css';

/** What changed about one's own picture and sound: beside the stage, never over the face. */
export function StudioNotices() {
  const { state } = useSession();
  return (
    <>
      <MicrophoneLostNotice />
      {/* Before air the checks say it. */}
      {isOnAir(state) && <OnAirHint />}
    </>
  );
}

function OnAirHint() {
  const { t } = useTranslation('studio');
  const hint = useFindings(({ clipping, light }) => (clipping ? 'clipping' : light));
  return (
    <div role="status" className={styles.quiet}>
      {hint && (
        <p className={styles.notice} data-notice data-testid="on-air-hint">
          <IconAlertTriangle size={18} aria-hidden />
          <span>{t(`hint.${hint}`)}</span>
        </p>
      )}
    </div>
  );
}

function MicrophoneLostNotice() {
  const { t } = useTranslation('studio');
  const director = useDirector();
  const lost = useStudio((view) => view.microphoneLost);
  const microphone = useStudio((view) => view.microphone);
  if (!lost) return null;
  const names = { lost: lost.label || t('device.microphone'), now: microphone?.label ?? '' };
  const words = !microphone
    ? t('lost.gone')
    : lost.isBack
      ? t('lost.back', names)
      : t('lost.replaced', names);
  return (
    <div
      className={styles.notice}
      data-notice
      role="alert"
      data-testid="microphone-lost"
      data-gone={!microphone}
    >
      <IconMicrophoneOff size={18} aria-hidden />
      <span>{words}</span>
      <div className={styles.ways}>
        {!microphone && (
          <button
            type="button"
            onClick={() => void director.devices.retryMicrophone()}
            data-testid="microphone-retry"
          >
            {t('lost.retry')}
          </button>
        )}
        {microphone && lost.isBack && (
          <button
            type="button"
            onClick={() => void director.devices.chooseMicrophone(lost.id)}
            data-testid="microphone-again"
          >
            {t('lost.useAgain')}
          </button>
        )}
        {microphone && (
          <button
            type="button"
            onClick={() => director.devices.keepMicrophone()}
            data-testid="microphone-keep"
          >
            {t('lost.keep')}
          </button>
        )}
      </div>
    </div>
  );
}
