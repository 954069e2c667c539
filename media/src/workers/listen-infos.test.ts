import { describe, expect, it } from 'vitest';
import { listenInfosFor } from './listen-infos.ts';

const udp = (announced: string[], local: string[]) =>
  listenInfosFor(40_000, announced, local)
    .filter(({ protocol }) => protocol === 'udp')
    .map(({ ip, announcedAddress, exposeInternalIp }) => [ip, announcedAddress, exposeInternalIp]);

describe('listen addresses', () => {
  it('are all of this machine when nothing is announced', () => {
    expect(udp([], ['10.0.0.5', '192.168.1.9'])).toEqual([
      ['10.0.0.5', undefined, undefined],
      ['192.168.1.9', undefined, undefined],
      ['127.0.0.1', undefined, undefined],
    ]);
  });

  it('are only the announced ones when this machine carries them', () => {
    expect(udp(['10.0.0.5', '127.0.0.1'], ['10.0.0.5', '192.168.1.9'])).toEqual([
      ['10.0.0.5', undefined, undefined],
      ['127.0.0.1', undefined, undefined],
    ]);
  });

  it('announce a public address for the first interface, beside its own when that is wanted too', () => {
    expect(udp(['203.0.113.7'], ['10.0.0.5'])).toEqual([['10.0.0.5', '203.0.113.7', false]]);
    expect(udp(['live.school.example', '10.0.0.5'], ['10.0.0.5'])).toEqual([
      ['10.0.0.5', 'live.school.example', true],
    ]);
    expect(udp(['203.0.113.7'], [])).toEqual([['127.0.0.1', '203.0.113.7', false]]);
  });

  it('offer UDP and TCP on the same port', () => {
    expect(listenInfosFor(40_000, [], []).map(({ protocol, port }) => [protocol, port])).toEqual([
      ['udp', 40_000],
      ['tcp', 40_000],
    ]);
  });
});
