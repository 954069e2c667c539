import { expect, it } from 'vitest';
import { judgeEcho } from './echo-verdict.ts';

const tone = (quietDb: number, soundingDb: number) => ({ quietDb, soundingDb });

it('loudspeakers that the microphone hears are an echo, one whistle is none', () => {
  expect(judgeEcho([tone(-90, -50), tone(-88, -55), tone(-92, -48)])).toBe('echo');
  expect(judgeEcho([tone(-90, -50), tone(-88, -86), tone(-92, -60)])).toBe('echo');
  expect(judgeEcho([tone(-90, -50), tone(-88, -86), tone(-92, -90)])).toBe('fine');
});

it('earphones, or a microphone that is dead, leave it silent', () => {
  expect(judgeEcho([tone(-90, -89), tone(-88, -91), tone(-92, -90)])).toBe('fine');
  expect(judgeEcho([tone(-140, -140), tone(-140, -120), tone(-140, -140)])).toBe('fine');
});

it('in a loud room it cannot be told', () => {
  expect(judgeEcho([tone(-30, -31), tone(-28, -29), tone(-50, -49)])).toBe('noisy');
});
