import '../ui/mantine-overlay-css.ts';
import { Menu } from '@mantine/core';
import { IconHome, IconLogout, IconSchool, IconVideo } from '@tabler/icons-react';
import { Link, Outlet, useLocation, useMatchRoute } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Wordmark } from '../ui/wordmark.tsx';
import { signOut } from './account.ts';
import { LanguageSwitch } from './language-switch.tsx';
import styles from './shell.module.css';
import { useMe } from './use-me.ts';

/** The frame of every page off air. */
export function Shell() {
  const { t } = useTranslation();
  const me = useMe();
  const firstCohort = me.cohorts[0];
  const main = useRef<HTMLElement>(null);
  const pathname = useLocation({ select: (location) => location.pathname });
  const shown = useRef(pathname);
  // A new page is read from its beginning, also by those who hear it.
  useEffect(() => {
    if (shown.current !== pathname) main.current?.focus({ preventScroll: true });
    shown.current = pathname;
  }, [pathname]);
  return (
    <>
      <a className={styles.skip} href="#main">
        {t('nav.skip')}
      </a>
      <header className={styles.head}>
        <div className={styles.bar}>
          <Link to="/" className={styles.brand} aria-label={t('app.title')}>
            <Wordmark />
          </Link>
          <nav className={styles.nav} aria-label={t('nav.main')}>
            <Link to="/" activeOptions={{ exact: true, includeSearch: false }} className={styles.link}>
              {t('nav.home')}
            </Link>
            <CohortLink />
          </nav>
          <LanguageSwitch />
          <Menu position="bottom-end" width={240}>
            <Menu.Target>
              <button
                type="button"
                className={styles.person}
                aria-label={t('account.menu', { name: me.name })}
                data-testid="account-menu"
              >
                <span aria-hidden>{Array.from(me.name)[0]?.toUpperCase()}</span>
              </button>
            </Menu.Target>
            <Menu.Dropdown className={styles.menu}>
              <div className={styles.who}>
                <strong>{me.name}</strong>
                <span>{me.email}</span>
                {me.role === 'admin' && <span>{t('account.admin')}</span>}
              </div>
              {me.cohorts.map((cohort) => (
                <Menu.Item
                  key={cohort.id}
                  leftSection={<IconSchool size={18} stroke={1.6} />}
                  renderRoot={(props) => (
                    <Link to="/cohorts/$cohortId" params={{ cohortId: cohort.id }} {...props} />
                  )}
                >
                  {cohort.name}
                </Menu.Item>
              ))}
              <Menu.Item
                leftSection={<IconLogout size={18} stroke={1.6} />}
                onClick={() => void signOut()}
                data-testid="sign-out"
              >
                {t('account.signOut')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </header>
      <main id="main" ref={main} className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      <nav className={styles.dock} aria-label={t('nav.main')}>
        <Link to="/" activeOptions={{ exact: true, includeSearch: false }} className={styles.tab}>
          <IconHome size={22} stroke={1.6} aria-hidden />
          {t('nav.home')}
        </Link>
        <Link to="/sessions/new" className={styles.tab}>
          <IconVideo size={22} stroke={1.6} aria-hidden />
          {t('nav.rehearse')}
        </Link>
        {firstCohort && (
          <Link to="/cohorts/$cohortId" params={{ cohortId: firstCohort.id }} className={styles.tab}>
            <IconSchool size={22} stroke={1.6} aria-hidden />
            {t('nav.cohort')}
          </Link>
        )}
      </nav>
    </>
  );
}

function CohortLink() {
  const { t } = useTranslation();
  const me = useMe();
  const match = useMatchRoute();
  const only = me.cohorts.length === 1 ? me.cohorts[0] : undefined;
  if (me.cohorts.length === 0) return null;
  if (only)
    return (
      <Link to="/cohorts/$cohortId" params={{ cohortId: only.id }} className={styles.link}>
        {only.name}
      </Link>
    );
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <button
          type="button"
          className={styles.link}
          data-status={match({ to: '/cohorts/$cohortId' }) ? 'active' : undefined}
        >
          {t('nav.cohort')}
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        {me.cohorts.map((cohort) => (
          <Menu.Item
            key={cohort.id}
            renderRoot={(props) => (
              <Link to="/cohorts/$cohortId" params={{ cohortId: cohort.id }} {...props} />
            )}
          >
            {cohort.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
