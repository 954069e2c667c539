import { describe, expect, it } from 'vitest';
import { buildRequest } from './rest.ts';

describe('buildRequest', () => {
  it('puts path parameters into the path and the rest into the query', () => {
    expect(buildRequest('GET /sessions', { cohortId: 'a b', other: undefined })).toEqual({
      method: 'GET',
      path: '/sessions?cohortId=a+b',
      rest: { cohortId: 'a b', other: undefined },
    });
  });

  it('leaves path parameters out of the body', () => {
    expect(buildRequest('PATCH /sessions/:sessionId', { sessionId: 'x/y', title: 't' })).toEqual({
      method: 'PATCH',
      path: '/sessions/x%2Fy',
      rest: { title: 't' },
    });
  });
});
