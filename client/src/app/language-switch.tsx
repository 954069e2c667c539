import type { Locale } from '@caipai/shared/schemas/common';
import { useTranslation } from 'react-i18next';
import { chooseLocale } from './account.ts';
import styles from './language-switch.module.css';

const locales: { locale: Locale; short: string }[] = [
  { locale: 'zh-CN', short: '中' },
  { locale: 'en', short: 'EN' },
];

/** Two words, one of them lit. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <fieldset className={styles.switch}>
      <legend className="sr-only">{t('language.switch')}</legend>
      {locales.map(({ locale, short }) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          className={styles.choice}
          aria-pressed={i18n.language === locale}
          aria-label={t(`language.${locale}`)}
          data-testid={`language-${locale}`}
          onClick={() => void chooseLocale(locale)}
        >
          {short}
        </button>
      ))}
    </fieldset>
  );
}
