// ip and nft make the broken networks of npm run test:faults.
import { ensurePackages } from '../lib/apt.mjs';
import { findProgram } from '../lib/find-program.mjs';

const present = () =>
  findProgram(['ip'], ['/usr/sbin', '/sbin']) && findProgram(['nft'], ['/usr/sbin', '/sbin']);

/** @type {import('../lib/steps.mjs').Step} */
export const networkTools = {
  name: 'network-tools',
  title: 'Getting iproute2 and nftables for networks with faults',
  typicalDuration: 10,

  isDone: () => Boolean(present()),

  async run(progress) {
    await ensurePackages(['iproute2', 'nftables'], 'to break networks in tests', progress);
    return {};
  },
};
