import type { Refusal } from '@caipai/shared/protocol/result';
import type { Site } from '@caipai/shared/schemas/account';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enterAs } from '../../app/account.ts';
import { call } from '../../net/rest.ts';
import { InlineError } from '../../ui/states.tsx';
import styles from './demo-door.module.css';

type Persona = Site['demoPersonas'][number];

/** One click into the demo as someone who is plainly not real. */
export function DemoDoor({ personas, onEntered }: { personas: Persona[]; onEntered: () => void }) {
  const { t } = useTranslation('auth');
  const [entering, setEntering] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const enter = async (persona: Persona) => {
    setEntering(persona.key);
    setRefusal(null);
    const answer = await call('POST /demo/sign-in', { persona: persona.key });
    setEntering(null);
    if (!answer.ok) return setRefusal(answer.error);
    enterAs(answer.value);
    onEntered();
  };

  return (
    <section className={styles.door} aria-labelledby="demo-title">
      <header>
        <h2 id="demo-title" className={styles.title}>
          {t('demo.title')}
        </h2>
        <p className={styles.text}>{t('demo.text')}</p>
      </header>
      <ul className={styles.list}>
        {personas.map((persona) => (
          <li key={persona.key}>
            <button
              type="button"
              className={styles.card}
              disabled={entering !== null}
              data-busy={entering === persona.key || undefined}
              aria-label={t('demo.signInAs', { name: persona.name })}
              data-testid={`demo-sign-in-${persona.key}`}
              onClick={() => void enter(persona)}
            >
              <JobMark job={persona.job} />
              <span className={styles.job}>
                <strong>{persona.name}</strong>
                <span className={styles.what}>{t(`demo.what.${persona.job}`)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <InlineError refusal={refusal} />
      <p className={styles.or}>{t('demo.or')}</p>
    </section>
  );
}

/** A cue card, a face in the light, a speech bubble. */
function JobMark({ job }: { job: Persona['job'] }) {
  return (
    <svg
      className={styles.mark}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      aria-hidden="true"
    >
      {job === 'instructor' && <path d="M6 8h20v13H6zM16 21v5M11 26h10M10 13h8M10 17h5" />}
      {job === 'anchor' && (
        <>
          <rect x="9" y="4" width="14" height="24" rx="3" />
          <circle cx="16" cy="13" r="3" />
          <path d="M11.5 22c.6-2.6 2.3-4 4.5-4s3.9 1.4 4.5 4" />
        </>
      )}
      {job === 'peer' && <path d="M6 8h20v13H15l-5 5v-5H6zM11 13h10M11 17h6" />}
    </svg>
  );
}
