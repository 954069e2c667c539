import { timingSafeEqual } from 'node:crypto';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { PROTOCOL_VERSION } from '@caipai/shared/protocol/version';
import type { Me } from '@caipai/shared/schemas/account';
import type { Request, Response } from 'express';
import type { Context } from '../../context.ts';
import { publicRoute, type Route, signedInRoute } from '../../http/define-route.ts';
import type { Invitations } from '../cohorts/invitations.ts';
import type { Demo } from '../demo/demo.ts';
import type { KnownCapabilities } from '../media/known-capabilities.ts';

type Ports = Context & {
  invitations: Invitations;
  demo: Demo | null;
  setupCode: string;
  capabilities: KnownCapabilities;
};

function leaveCookies(response: Response, cookies: readonly string[]): void {
  for (const cookie of cookies) response.append('Set-Cookie', cookie);
}

function sameSecret(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

export function accountRoutes(ports: Ports): Route[] {
  const { store, accounts, clock, log, demo, invitations } = ports;

  async function present(userId: string): Promise<Me> {
    const person = await store.people.find(userId);
    if (!person) throw new StudioError('auth.required');
    return { ...person, cohorts: await store.people.cohortsOf(person) };
  }

  async function endOtherAccount(request: Request, response: Response): Promise<void> {
    if (request.headers.cookie)
      leaveCookies(response, await accounts.signOut(request.headers).catch(() => []));
  }

  return [
    publicRoute(ports, 'GET /site', async ({ person }) => ({
      // A cookie may outlive its account.
      me: person ? await present(person.id).catch(() => null) : null,
      demoPersonas: demo?.personas ?? [],
      needsFirstAdmin: demo === null && !(await store.people.adminExists()),
      rtpCapabilities: person ? ports.capabilities.get() : null,
      serverNowMs: clock.nowMs(),
      protocolVersion: PROTOCOL_VERSION,
    })),

    publicRoute(ports, 'POST /sign-up', async ({ response }, input) => {
      const { name, email, password } = input;
      if (input.invitationToken !== undefined) {
        const invitation = await invitations.get(input.invitationToken);
        const answer = await accounts.signUp({ name, email, password });
        await store.people.update(answer.userId, { locale: input.locale });
        await invitations.accept(invitation, answer.userId);
        leaveCookies(response, answer.setCookies);
        return present(answer.userId);
      }
      const first = demo === null && !(await store.people.adminExists());
      if (!first || !sameSecret(input.setupCode ?? '', ports.setupCode)) {
        throw new StudioError('auth.forbidden', 'sign-up without an invitation or the set-up code');
      }
      const answer = await accounts.signUp({ name, email, password });
      await store.people.update(answer.userId, { role: 'admin', locale: input.locale });
      log.info({ userId: answer.userId }, 'first administrator created');
      leaveCookies(response, answer.setCookies);
      return present(answer.userId);
    }),

    publicRoute(ports, 'POST /sign-in', async ({ response }, input) => {
      const answer = await accounts.signIn(input);
      leaveCookies(response, answer.setCookies);
      return present(answer.userId);
    }),

    publicRoute(ports, 'POST /sign-out', async ({ person, request, response }) => {
      await endOtherAccount(request, response);
      // Other tabs of this browser must not go on as the person who left.
      if (person) ports.broadcast.disconnectPerson(person.id);
      return null;
    }),

    publicRoute(ports, 'POST /demo/sign-in', async ({ response }, input) => {
      if (!demo) throw new StudioError('auth.forbidden', 'the demo is off');
      const answer = await demo.signIn(input.persona);
      leaveCookies(response, answer.setCookies);
      return present(answer.userId);
    }),

    signedInRoute(ports, 'PATCH /me', async ({ person }, input) => {
      await store.people.update(person.id, { locale: input.locale });
      return present(person.id);
    }),
  ];
}
