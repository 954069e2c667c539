import { isOnAir } from '@caipai/shared/domain/session-machine';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconLoader2 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccess, useSession } from '../live/room-context.tsx';
import { type Verdict, verdictOf } from '../preflight/verdict.ts';
import { useFindings, useStudio } from './studio-context.tsx';
import styles from './verdict-line.module.css';

/** A reading that does not last this long is not told: lamps flicker and people walk past. */
const HELD_MS = 1_500;

const icons = {
  checking: IconLoader2,
  probing: IconLoader2,
  good: IconCircleCheck,
  may: IconAlertTriangle,
  cannot: IconCircleX,
};

/** The sum of the checks in one sentence above the button. */
export function VerdictLine() {
  const { state } = useSession();
  const { goLive: anchors } = useAccess();
  const refused = useStudio((view) => view.refusal !== null);
  return anchors && !refused && !isOnAir(state) ? <Line /> : null;
}

function Line() {
  const { t } = useTranslation('studio');
  const { state, reasons } = useHeldVerdict();
  const Icon = icons[state];
  const [first, ...others] = reasons.map((reason) => t(`verdict.because.${reason}`));
  return (
    <p className={styles.line} data-state={state} role="status" data-testid="verdict">
      <Icon size={16} aria-hidden />
      <span>
        {state === 'may' || state === 'cannot'
          ? t(`verdict.${state}`, { reason: first ?? '' })
          : t(`verdict.${state}`)}
        {others.length > 0 && (
          <>
            <i aria-hidden>{t('verdict.more', { count: others.length })}</i>
            <span className="sr-only">{t('verdict.also', { reasons: others.join(t('verdict.comma')) })}</span>
          </>
        )}
      </span>
    </p>
  );
}

/** What locks or frees the button shows at once, all else when it lasts. */
function useHeldVerdict(): Verdict {
  const view = useStudio((each) => each);
  const findings = useFindings((each) => each);
  // As a text, for equal verdicts are the same one.
  const now = JSON.stringify(verdictOf(view, findings));
  const [held, setHeld] = useState(now);
  const shown = isLocked(now) !== isLocked(held) ? now : held;
  useEffect(() => {
    const timer = setTimeout(() => setHeld(now), isLocked(now) ? 0 : HELD_MS);
    return () => clearTimeout(timer);
  }, [now]);
  return JSON.parse(shown) as Verdict;
}

function isLocked(text: string): boolean {
  const { state } = JSON.parse(text) as Verdict;
  return state === 'cannot' || state === 'checking';
}
