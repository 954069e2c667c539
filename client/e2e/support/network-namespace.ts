import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programPath, runProgram } from '../../../scripts/fixtures/programs.ts';
import type { BrowserPlace } from './browser.ts';

/** As the person behind the network sees it: `up` is what they send. */
export type Direction = 'up' | 'down';

/**
 * A network with one browser at its far end: browser — wire — server. Packets are lost on the wire, a
 * namespace of its own in between, since a packet that is dropped where it is sent or received is
 * reported to its sender, and no real network is so kind.
 */
export interface FaultyNetwork {
  /** Where the server must listen, and what it must announce for pictures. */
  readonly serverAddress: string;
  /** For the browser at the far end of a server at `baseUrl`, which it treats as a secure origin. */
  farEnd(baseUrl: string): BrowserPlace;
  /** The same origin, for browsers that stay outside. */
  nearEnd(baseUrl: string): BrowserPlace;
  /** Loses this share of the packets at random, from now on. */
  loss(percent: number, direction: Direction): Promise<void>;
  /** How many packets `loss` has taken since it was last set. */
  dropped(): Promise<number>;
  /** Loses everything, both ways, without telling anybody. */
  outage(on: boolean): Promise<void>;
  /**
   * Sends the pictures' packets through a relay from now on, for pages that are opened after; the answer delays each
   * of them by a random time up to so many milliseconds. What goes through it is beyond the reach of `loss`.
   */
  relay(rtcPort: number): Promise<(mostMs: number) => void>;
  close(): void;
}

/** Why such a network cannot be made here, in words for a skipped test; null when it can. */
export async function whyNoFaults(): Promise<string | null> {
  if (process.getuid?.() !== 0) return 'making a network with faults needs root';
  for (const [program, brings] of [
    ['ip', 'iproute2'],
    ['nft', 'nftables'],
  ] as const) {
    const there = await runProgram(program, ['-V']).catch(() => null);
    if (!there) return `${program} is missing; the package ${brings} brings it`;
  }
  return null;
}

const RELAY = fileURLToPath(new URL('./udp-relay.ts', import.meta.url));
const RELAY_PORT = 5_000;

let opened = 0;

/** Names and addresses that no other process has. */
function names() {
  const mark = `${process.pid.toString(36)}${(opened++).toString(36)}`;
  const prefix = `10.${200 + (opened % 50)}.${(process.pid >> 5) % 256}`;
  const first = (process.pid % 32) * 8;
  return {
    browser: `caipai-${mark}-browser`,
    wire: `caipai-${mark}-wire`,
    links: { server: `cp${mark}s`, wireUp: `cp${mark}u`, wireDown: `cp${mark}d`, browser: `cp${mark}b` },
    server: `${prefix}.${first + 1}`,
    wireUp: `${prefix}.${first + 2}`,
    farNet: `${prefix}.${first + 4}/30`,
    wireDown: `${prefix}.${first + 5}`,
    far: `${prefix}.${first + 6}`,
  };
}

export async function openFaultyNetwork(): Promise<FaultyNetwork> {
  const name = names();
  const { links } = name;
  const folder = mkdtempSync(join(tmpdir(), 'caipai-net-'));
  const start = join(folder, 'start-browser');
  const lost = { up: 0, down: 0 };
  let out = false;
  let relay: ChildProcess | null = null;

  const ip = (words: string) => runProgram('ip', words.split(' '));
  const inWire = (program: string, ...args: string[]) =>
    runProgram('ip', ['netns', 'exec', name.wire, program, ...args]);

  const quietly = (...args: string[]) => {
    try {
      execFileSync('ip', args, { stdio: 'ignore' });
    } catch {
      // Gone already, or never made.
    }
  };
  const remove = () => {
    relay?.kill();
    // The browser may still be ending and keeps its namespace until then: the links must not wait for it.
    quietly('link', 'del', links.server);
    quietly('-n', name.wire, 'link', 'del', links.wireDown);
    quietly('netns', 'del', name.wire);
    quietly('netns', 'del', name.browser);
    rmSync(folder, { recursive: true, force: true });
    process.off('exit', remove);
  };
  process.once('exit', remove);

  /** Replaces all rules in one step. */
  async function apply(): Promise<void> {
    const rules = out
      ? ['drop']
      : (['up', 'down'] as const)
          .filter((direction) => lost[direction] > 0)
          .map((direction) => {
            const from = direction === 'up' ? links.wireDown : links.wireUp;
            return `iifname "${from}" numgen random mod 10000 < ${Math.round(lost[direction] * 100)} counter drop`;
          });
    const commands = [
      'flush chain ip faults wire',
      ...rules.map((rule) => `add rule ip faults wire ${rule}`),
    ];
    await inWire('nft', commands.join('; '));
  }

  try {
    writeFileSync(
      start,
      `#!/bin/sh\nexec ip netns exec ${name.browser} ${programPath('CAIPAI_CHROMIUM')} "$@"\n`,
      { mode: 0o755 },
    );
    await ip(`netns add ${name.wire}`);
    await ip(`netns add ${name.browser}`);
    await ip(`link add ${links.server} type veth peer name ${links.wireUp} netns ${name.wire}`);
    await ip(
      `-n ${name.wire} link add ${links.wireDown} type veth peer name ${links.browser} netns ${name.browser}`,
    );
    await ip(`addr add ${name.server}/30 dev ${links.server}`);
    await ip(`-n ${name.wire} addr add ${name.wireUp}/30 dev ${links.wireUp}`);
    await ip(`-n ${name.wire} addr add ${name.wireDown}/30 dev ${links.wireDown}`);
    await ip(`-n ${name.browser} addr add ${name.far}/30 dev ${links.browser}`);
    await ip(`link set ${links.server} up`);
    for (const link of ['lo', links.wireUp, links.wireDown]) await ip(`-n ${name.wire} link set ${link} up`);
    for (const link of ['lo', links.browser]) await ip(`-n ${name.browser} link set ${link} up`);
    await ip(`route add ${name.farNet} via ${name.wireUp}`);
    await ip(`-n ${name.browser} route add default via ${name.wireDown}`);
    await ip(`-n ${name.wire} route add default via ${name.server}`);
    await inWire('sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward');
    await inWire('nft', 'add table ip faults');
    await inWire('nft', 'add chain ip faults wire { type filter hook forward priority 0; policy accept; }');
  } catch (error) {
    remove();
    throw error;
  }

  const secure = (baseUrl: string) => [`--unsafely-treat-insecure-origin-as-secure=${baseUrl}`];
  return {
    serverAddress: name.server,
    farEnd: (baseUrl) => ({ executablePath: start, flags: secure(baseUrl) }),
    nearEnd: (baseUrl) => ({ flags: secure(baseUrl) }),
    async loss(percent, direction) {
      lost[direction] = percent;
      await apply();
    },
    async dropped() {
      const chain = await inWire('nft', 'list chain ip faults wire');
      return [...chain.toString().matchAll(/counter packets (\d+)/g)].reduce(
        (sum, [, n]) => sum + Number(n),
        0,
      );
    },
    async outage(on) {
      out = on;
      await apply();
    },
    async relay(rtcPort) {
      const args = [RELAY, String(RELAY_PORT), name.server, String(rtcPort)];
      relay = spawn('ip', ['netns', 'exec', name.wire, process.execPath, ...args], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      if (relay.stdout) await once(relay.stdout, 'data');
      await inWire(
        'nft',
        'add chain ip faults way { type nat hook prerouting priority -100; policy accept; }',
      );
      const from = `iifname "${links.wireDown}" udp dport ${rtcPort}`;
      await inWire('nft', `add rule ip faults way ${from} redirect to :${RELAY_PORT}`);
      return (mostMs) => relay?.stdin?.write(`${mostMs}\n`);
    },
    close: remove,
  };
}
