import { type Fanout, measurePlain, measureStudio } from '../danmaku/room.ts';
import { type Suite, say } from '../figures.ts';

const SMALL = { clients: 300, commentsPerSecond: 400 };
const LARGE = { clients: 1_000, commentsPerSecond: 400 };

const rate = ({ deliveries, cpuSeconds }: Fanout) => deliveries / cpuSeconds;

function tell(name: string, fanout: Fanout): void {
  const { deliveries, cpuSeconds, seconds, p50Ms, p99Ms, takenPerSecond, refused, gone } = fanout;
  say(
    `${name}: ${(deliveries / seconds).toFixed(0)} deliveries a second with ${((cpuSeconds / seconds) * 100).toFixed(1)} % of a core, ` +
      `p50 ${p50Ms} ms, p99 ${p99Ms} ms, ${takenPerSecond.toFixed(0)} comments a second taken, ${refused} refused, ${gone} gone, ` +
      `${fanout.framesPerSecond.toFixed(0)} frames a second of ${fanout.bytesPerFrame.toFixed(0)} bytes`,
  );
}

export const danmaku: Suite = {
  name: 'danmaku',
  says:
    'Clients on raw WebSockets, in two other processes, say 400 comments a second together and count what reaches them; ' +
    "a comment that reached one client is one delivery. Processor time is the server process's own, by the kernel's " +
    'accounts, over 15 s: sign-in, rights, ledger and database are in it. The baseline is plain socket.io that tells the ' +
    'room each comment by itself, and keeps and checks nothing.',
  figures: [
    'danmaku_deliveries_ratio',
    'danmaku_p50_ms',
    'danmaku_p99_ms',
    'danmaku_deliveries_per_cpu_s',
    'danmaku_large_p99_ms',
  ],
  async run(report) {
    const small = await measureStudio(SMALL);
    tell('300 clients', small);
    const plain = await measurePlain(SMALL);
    tell('plain socket.io, 300 clients', plain);
    const large = await measureStudio(LARGE);
    tell('1,000 clients', large);
    report({
      ...{
        name: 'danmaku_deliveries_ratio',
        value: rate(small) / rate(plain),
        unit: 'x',
        n: small.deliveries,
      },
      baseline: { name: 'plain socket.io, deliveries per CPU second', value: rate(plain) },
    });
    for (const [name, value, baseline] of [
      ['danmaku_p50_ms', small.p50Ms, plain.p50Ms],
      ['danmaku_p99_ms', small.p99Ms, plain.p99Ms],
    ] as const)
      report({
        ...{ name, value, unit: 'ms', n: small.deliveries },
        baseline: { name: 'plain socket.io, same crowd', value: baseline },
      });
    report({
      ...{ name: 'danmaku_deliveries_per_cpu_s', value: rate(large), unit: '1/s', n: large.deliveries },
      baseline: { name: 'plain socket.io with 300 clients', value: rate(plain) },
    });
    report({
      ...{ name: 'danmaku_large_p99_ms', value: large.p99Ms, unit: 'ms', n: large.deliveries },
      baseline: { name: 'plain socket.io with 300 clients', value: plain.p99Ms },
    });
  },
};
