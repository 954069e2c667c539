import type { Result } from '@caipai/shared/protocol/result';
import type { RouteValues } from '@caipai/shared/protocol/routes';
import { learnCapabilities } from '../rtc/device.ts';
import { feedClock } from './clock.ts';
import { call } from './rest.ts';

type Site = RouteValues['GET /site'];

let early: Promise<Result<Site>> | null = null;
let earlyTaken = false;

/** Who is signed in, and what the sign-in page offers. Takes the answer that was sent for early, once. */
export function readSite(signal?: AbortSignal): Promise<Result<Site>> {
  if (earlyTaken || !early) return fetchSite(signal);
  earlyTaken = true;
  return early;
}

/** Sends for the answer before the code that reads it is there; asked again it is the same answer. */
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
