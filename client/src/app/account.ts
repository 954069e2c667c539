import type { Me, Site } from '@caipai/shared/schemas/account';
import type { Locale } from '@caipai/shared/schemas/common';
import { setLocale } from '../i18n/index.ts';
import { queryClient, siteQuery } from '../net/queries.ts';
import { call } from '../net/rest.ts';
import { closeSocket } from '../net/socket.ts';

/** Makes `me` the signed-in person of this page, and forgets what the one before had read. */
export function enterAs(me: Me): void {
  // A live page that was opened before signing in has a socket that was refused.
  void closeSocket();
  const site = queryClient.getQueryData(siteQuery.queryKey);
  queryClient.clear();
  const blank: Site = {
    me: null,
    demoPersonas: [],
    needsFirstAdmin: false,
    rtpCapabilities: null,
    serverNowMs: Date.now(),
    protocolVersion: 0,
  };
  queryClient.setQueryData(siteQuery.queryKey, {
    ...(site ?? blank),
    needsFirstAdmin: false,
    rtpCapabilities: null,
    me,
  });
}

export async function signOut(): Promise<void> {
  await call('POST /sign-out', {});
  await closeSocket();
  // A fresh page: nothing of the person who left stays in memory.
  location.assign('/sign-in');
}

export async function chooseLocale(locale: Locale): Promise<void> {
  await setLocale(locale);
  const site = queryClient.getQueryData(siteQuery.queryKey);
  if (!site?.me) return;
  queryClient.setQueryData(siteQuery.queryKey, { ...site, me: { ...site.me, locale } });
  await call('PATCH /me', { locale });
}
