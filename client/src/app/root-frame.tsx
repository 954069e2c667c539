import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { currentLocale, setLocale } from '../i18n/index.ts';
import { leaveForSignIn, siteQuery } from '../net/queries.ts';
import { useConnection } from '../net/use-connection.ts';
import { NetworkBanner } from './network-banner.tsx';

export function RootFrame() {
  const { data: site } = useQuery(siteQuery);
  const locale = site?.me?.locale;
  // The account remembers the language across machines.
  useEffect(() => {
    if (locale && locale !== currentLocale()) void setLocale(locale);
  }, [locale]);
  const refused = useConnection((state) => state.status === 'refused');
  useEffect(() => {
    if (refused) leaveForSignIn();
  }, [refused]);
  return (
    <Suspense>
      <NetworkBanner />
      <Outlet />
    </Suspense>
  );
}
