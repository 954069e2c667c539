// The bare SFU in a process of its own, so that its processor time can be told from the bench's.
import { startBareSfu } from './bare-sfu.ts';

const sfu = await startBareSfu();
process.stdout.write(`${JSON.stringify({ baseUrl: sfu.baseUrl })}\n`);
// Ends with whoever started it.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
