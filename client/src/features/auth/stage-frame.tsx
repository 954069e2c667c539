import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../../app/language-switch.tsx';
import { Wordmark } from '../../ui/wordmark.tsx';
import styles from './stage-frame.module.css';

/** The door of the house: an empty stage with its lamp on, and beside it the form. */
export function StageFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation('auth');
  return (
    <div className={styles.frame}>
      <section className={styles.stage}>
        <svg
          className={styles.picture}
          viewBox="0 0 800 680"
          preserveAspectRatio="xMidYMax slice"
          aria-hidden="true"
        >
          <defs>
            <linearGradient id="beam" x1="0" y1="0" x2="0" y2="1">
              <stop offset="0" stopColor="#fff1dc" stopOpacity=".5" />
              <stop offset=".55" stopColor="#fff1dc" stopOpacity=".13" />
              <stop offset="1" stopColor="#fff1dc" stopOpacity=".04" />
            </linearGradient>
            <radialGradient id="pool">
              <stop offset="0" stopColor="#fff6e8" stopOpacity=".62" />
              <stop offset=".5" stopColor="#fff1dc" stopOpacity=".26" />
              <stop offset="1" stopColor="#fff1dc" stopOpacity="0" />
            </radialGradient>
            <linearGradient id="floor" x1="0" y1="0" x2="0" y2="1">
              <stop offset="0" stopColor="#1b1d25" />
              <stop offset="1" stopColor="#0b0c0f" />
            </linearGradient>
            <filter id="soft" x="-20%" y="-20%" width="140%" height="140%">
              <feGaussianBlur stdDeviation="7" />
            </filter>
          </defs>
          <rect y="474" width="800" height="206" fill="url(#floor)" />
          <path d="M0 474h800" stroke="#fff" strokeOpacity=".07" />
          <g className={styles.beams}>
            <path d="M386 70h28l202 492H184Z" fill="url(#beam)" filter="url(#soft)" />
            <path d="M393 70h14l104 492H289Z" fill="url(#beam)" opacity=".55" filter="url(#soft)" />
          </g>
          <ellipse className={styles.beams} cx="400" cy="564" rx="274" ry="52" fill="url(#pool)" />
          <g stroke="#f2f1ee" strokeOpacity=".9" strokeWidth="7" strokeLinecap="square">
            <path d="m376 556 48 17M424 556l-48 17" />
          </g>
          <path d="M0 40h800" stroke="#2a2d36" strokeWidth="7" />
          <g fill="#2a2d36">
            <path d="M392 36h16v14h-16z" />
            <path d="M376 48h48l7 26h-62z" />
          </g>
          <ellipse cx="400" cy="74" rx="24" ry="4.5" fill="#fff6e8" />
          <g opacity=".5">
            <path d="M156 36h12v12h-12zM143 47h38l5 20h-48z" fill="#23262f" />
            <path d="M632 36h12v12h-12zM619 47h38l5 20h-48z" fill="#23262f" />
          </g>
        </svg>
        <div className={styles.words}>
          <Wordmark large />
          <p className={styles.headline}>{t('stage.headline')}</p>
          <p className={styles.text}>{t('stage.text')}</p>
        </div>
      </section>
      <main className={styles.side}>
        <div className={styles.top}>
          <LanguageSwitch />
        </div>
        <div className={styles.form}>{children}</div>
      </main>
    </div>
  );
}
