import type { TestServer } from './test-server.ts';

/** Somebody of another class, which the instructor opens for them; answers their cookie. */
export async function signUpOutsider(server: TestServer, instructorCookie: string): Promise<string> {
  const cookie = instructorCookie;
  const cohort = await server.http('POST', '/api/cohorts', { cookie, body: { name: '别的班' } });
  const invitation = await server.http('POST', `/api/cohorts/${cohort.body.value.id}/invitations`, {
    cookie,
    body: { role: 'trainee' },
  });
  const signedUp = await server.http('POST', '/api/sign-up', {
    body: {
      name: '旁人',
      email: 'outsider@test.invalid',
      password: 'long enough',
      locale: 'zh-CN',
      invitationToken: invitation.body.value.path.slice('/join/'.length),
    },
  });
  if (!signedUp.body.ok) throw new Error(JSON.stringify(signedUp.body));
  return signedUp.cookie;
}
