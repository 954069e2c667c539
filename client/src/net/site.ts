import type { Result } from '@caipai/shared/protocol/result';
import type { RouteValues } from '@caipai/shared/protocol/routes';
import { learnCapabilities } from '../rtc/device.ts';
import { feedClock } from './clock.ts';
import { call } from './rest.ts';

type Site = RouteValues['GET /site'];

let early: Promise<Result<Site>> | null = null;

/** Who is signed in, and what the sign-in page offers. Takes the answer that was sent for early, once. */
export async function readSite(signal?: AbortSignal): Promise<Result<Site>> {
  const asked = early ?? fetchSite(signal);
  early = null;
  return asked;
}

/** Sends for the answer before the code that reads it is there. */
export function readSiteEarly(): Promise<Result<Site>> {
  early ??= fetchSite();
  return early;
}

async function fetchSite(signal?: AbortSignal): Promise<Result<Site>> {
  const sentAtMs = Date.now();
  const answer = await call('GET /site', {}, signal ? { signal } : {});
  if (answer.ok) {
    feedClock(answer.value.serverNowMs, sentAtMs, Date.now());
    if (answer.value.rtpCapabilities) learnCapabilities(answer.value.rtpCapabilities);
  }
  return answer;
}
