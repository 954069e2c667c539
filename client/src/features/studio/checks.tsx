import { IconAlertTriangle, IconCheck, IconHeadphones, IconRefresh, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAccess } from '../live/room-context.tsx';
import { type CheckName, type CheckState, checksOf } from './check-states.ts';
import styles from './checks.module.css';
import { LevelBar } from './level-bars.tsx';
import { useFindings, usePreflight, useStudio } from './studio-context.tsx';
import { TryOut } from './try-out.tsx';
import { usePictureWords, useProbeWords, useSoundWords } from './use-check-words.ts';

/** An assistant sends nothing before they join, so there is no way to check yet. */
const names: CheckName[] = ['picture', 'sound', 'network', 'codec'];

/** The pre-flight over the stage's lower part. */
export function Checks() {
  const { t } = useTranslation('studio');
  const states = useStudio((view) => view);
  const checks = checksOf(states);
  const { goLive: anchors } = useAccess();
  const [picture, sound, network] = [usePictureWords(), useSoundWords(), useProbeWords()];
  const codec = states.codec === 'none' ? t('check.codec.none') : (states.codec ?? t('check.codec.waiting'));
  const said = { picture, sound, network, codec: { words: codec, hint: false } };
  const shown = anchors ? names : names.filter((name) => name !== 'network');
  return (
    <ul className={styles.checks} aria-label={t('check.title')} data-testid="checks">
      {shown.map((name, index) => {
        const { words, hint } = said[name];
        const state = hint && checks[name] !== 'failed' ? 'hint' : checks[name];
        const wide = index === shown.length - 1 && index % 2 === 0;
        return (
          <li key={name} data-state={state} data-wide={wide || undefined} data-testid={`check-${name}`}>
            <Mark state={state} />
            <div className={styles.words}>
              <strong>{t(`check.${name}`)}</strong>
              <span className="num">{words}</span>
              {name === 'sound' && <LevelBar />}
            </div>
            {name === 'network' && <ProbeAgain />}
            <span className="sr-only">{t(`check.state.${state}`)}</span>
          </li>
        );
      })}
      <CopyRoom />
      <li className={styles.ears} data-wide>
        <IconHeadphones size={18} aria-hidden />
        <span>{t('check.earphones')}</span>
      </li>
      <TryOut />
    </ul>
  );
}

function ProbeAgain() {
  const { t } = useTranslation('studio');
  const preflight = usePreflight();
  const running = useFindings(({ probe }) => probe.state === 'running');
  const connected = useStudio(({ link }) => link === 'connected');
  if (!preflight || !connected) return null;
  return (
    <button
      type="button"
      className={styles.again}
      disabled={running}
      onClick={() => void preflight.probe()}
      aria-label={t('probe.again')}
      title={t('probe.again')}
      data-testid="probe-again"
    >
      <IconRefresh size={16} aria-hidden data-turning={running || undefined} />
    </button>
  );
}

/** Only where an hour of the copy would not fit. */
function CopyRoom() {
  const { t } = useTranslation('studio');
  const copies = useStudio(({ safetyCopy }) => safetyCopy.on);
  const minutes = useFindings(({ copyMinutes }) => copyMinutes);
  const { goLive: anchors } = useAccess();
  if (!anchors || !copies || minutes === null) return null;
  return (
    <li className={styles.ears} data-wide data-testid="copy-room">
      <IconAlertTriangle size={18} aria-hidden />
      <span>{t('copy.room', { count: minutes })}</span>
    </li>
  );
}

function Mark({ state }: { state: CheckState | 'hint' }) {
  return (
    <span className={styles.mark} data-state={state} aria-hidden>
      {state === 'ok' && <IconCheck size={14} stroke={3} />}
      {state === 'failed' && <IconX size={14} stroke={3} />}
      {state === 'hint' && <b>!</b>}
    </span>
  );
}
