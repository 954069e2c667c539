import { randomUUID } from 'node:crypto';
import type { ClientRequests, ServerFacts } from '@caipai/shared/protocol/facts';
import type { RequestInput, RequestName, RequestValues } from '@caipai/shared/protocol/requests';
import type { Result } from '@caipai/shared/protocol/result';
import { PROTOCOL_VERSION } from '@caipai/shared/protocol/version';
import { io, type Socket } from 'socket.io-client';

/** A member of the audience without a browser: the real protocol, no picture. */
export interface Member {
  socket: Socket<ServerFacts, ClientRequests>;
  ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestValues[N]>;
}

export async function connectMember(baseUrl: string, cookie: string): Promise<Member> {
  const socket: Member['socket'] = io(baseUrl, {
    transports: ['websocket'],
    extraHeaders: { cookie },
    auth: { protocolVersion: PROTOCOL_VERSION, tabId: randomUUID() },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return {
    socket,
    async ask<N extends RequestName>(name: N, input: RequestInput<N>) {
      const sender = socket.timeout(10_000) as unknown as {
        emitWithAck(name: N, input: unknown): Promise<Result<RequestValues[N]>>;
      };
      const answer = await sender.emitWithAck(name, input);
      if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(answer.error)}`);
      return answer.value;
    },
  };
}

/** Calls a REST route and answers the value and the cookies that came with it. */
export async function callRest<T>(
  baseUrl: string,
  path: string,
  body: object | null,
  cookie = '',
): Promise<{ value: T; cookie: string }> {
  const response = await fetch(`${baseUrl}/api${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', cookie },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = (await response.json()) as Result<T>;
  if (!answer.ok) throw new Error(`${path} was refused: ${JSON.stringify(answer.error)}`);
  const given = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  return { value: answer.value, cookie: given.join('; ') };
}

/** New members of the cohort, with accounts of their own; answers their cookies. */
export async function signUpPeople(
  baseUrl: string,
  instructor: { cookie: string; cohortId: string },
  count: number,
): Promise<string[]> {
  const invitation = await callRest<{ path: string }>(
    baseUrl,
    `/cohorts/${instructor.cohortId}/invitations`,
    { role: 'trainee', validForHours: 1 },
    instructor.cookie,
  );
  const invitationToken = invitation.value.path.split('/').at(-1) ?? '';
  const cookies: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { cookie } = await callRest(baseUrl, '/sign-up', {
      ...{ name: `观众 ${index + 1}`, email: `viewer-${index}@bench.invalid` },
      ...{ password: randomUUID(), locale: 'zh-CN', invitationToken },
    });
    cookies.push(cookie);
  }
  return cookies;
}

/** The same, in the demo's class, by its instructor. */
export async function signUpClass(baseUrl: string, count: number): Promise<string[]> {
  const { value, cookie } = await callRest<{ cohorts: { id: string }[] }>(baseUrl, '/demo/sign-in', {
    persona: 'instructor',
  });
  return signUpPeople(baseUrl, { cookie, cohortId: value.cohorts[0]?.id ?? '' }, count);
}

export interface Crowd {
  members: readonly Member[];
  close(): void;
}

/** People with accounts of their own, invited into the cohort, who have joined the session as viewers. */
export async function openCrowd(baseUrl: string, sessionId: string, size: number): Promise<Crowd> {
  const members: Member[] = [];
  for (const cookie of await signUpClass(baseUrl, size)) {
    const member = await connectMember(baseUrl, cookie);
    await member.ask('session:join', { sessionId, as: 'watch' });
    members.push(member);
  }
  return {
    members,
    close() {
      for (const { socket } of members) socket.disconnect();
    },
  };
}
