import type { Locale } from '@caipai/shared/schemas/common';
import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Namespace } from './namespaces.ts';

const files = import.meta.glob<Record<string, string>>(['./zh-CN/*.ts', './en/*.ts'], { import: 'default' });
const STORAGE_KEY = 'caipai.locale';

/** Reads one namespace of one language when a page first asks for it. */
const backend: BackendModule = {
  type: 'backend',
  init() {},
  read(language, namespace, done) {
    const load = files[`./${language}/${namespace}.ts`];
    if (!load) return done(new Error(`no messages ${language}/${namespace}`), false);
    load().then(
      (messages) => done(null, messages),
      (error: Error) => done(error, true),
    );
  },
};

function storedLocale(): Locale | null {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored === 'zh-CN' || stored === 'en' ? stored : null;
  } catch {
    return null;
  }
}

/** The visitor's own choice, else the browser's languages; Chinese is the school's first language. */
export function preferredLocale(): Locale {
  const stored = storedLocale();
  if (stored) return stored;
  for (const language of navigator.languages) {
    if (language.toLowerCase().startsWith('zh')) return 'zh-CN';
    if (language.toLowerCase().startsWith('en')) return 'en';
  }
  return 'zh-CN';
}

export function currentLocale(): Locale {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}

export async function startI18n(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: preferredLocale(),
      fallbackLng: false,
      supportedLngs: ['zh-CN', 'en'],
      load: 'currentOnly',
      ns: ['common', 'errors'],
      defaultNS: 'common',
      keySeparator: false,
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
}

export async function setLocale(locale: Locale): Promise<void> {
  try {
    localStorage.setItem(STORAGE_KEY, locale);
  } catch {
    // A browser that keeps nothing still shows the language now.
  }
  await i18next.changeLanguage(locale);
}

/** For route loaders: the messages come beside the page's code instead of after it. */
export function loadMessages(...namespaces: Namespace[]): Promise<void> {
  return i18next.loadNamespaces(namespaces);
}
