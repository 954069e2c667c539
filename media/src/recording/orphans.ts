import { readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { companionNames } from './companions.ts';
import { type Encoder, finaliseTake } from './finalise-take.ts';
import { goodbye } from './goodbye.ts';
import { PID_FILE, readdirOrNone, SDP_FILE, takeNames } from './take-files.ts';
import { bindUdp } from './udp.ts';

const END_LIMIT_MS = 3_000;
const POLL_MS = 50;

/**
 * Ends ffmpeg processes that an earlier node left behind when it was killed, and closes their takes. A
 * process id may belong to somebody else by now: only one that works in the take's folder is ended.
 */
export async function endOrphans(recordingsDir: string, encoder: Encoder): Promise<void> {
  const { log } = encoder;
  for (const recordingId of await readdirOrNone(recordingsDir)) {
    const recordingDir = join(recordingsDir, recordingId);
    const companions = await companionNames(recordingDir).catch(() => []);
    const dirs = [recordingDir, ...companions.map((name) => join(recordingDir, name))];
    for (const dir of dirs) await endOrphansIn(dir, { ...encoder, log: log.child({ recordingId }) });
  }
}

async function endOrphansIn(dir: string, encoder: Encoder): Promise<void> {
  const { log } = encoder;
  for (const name of await takeNames(dir).catch(() => [])) {
    const takeDir = join(dir, name);
    const pid = await readPid(join(takeDir, PID_FILE));
    if (pid === null) continue;
    if (await worksIn(pid, takeDir)) {
      log.warn({ take: name, ffmpegPid: pid }, 'ending orphaned ffmpeg');
      // Without packets ffmpeg takes no notice of a signal; what it holds back would be lost with it.
      await sayGoodbye(takeDir);
      await endProcess(pid);
    }
    try {
      await finaliseTake(takeDir, encoder);
    } catch (error) {
      // A full disk, say: the take is looked at again at the next start, and the node starts all the same.
      log.error({ take: name, err: error }, 'take of an earlier run could not be closed');
      continue;
    }
    log.info({ take: name }, 'take of an earlier run closed');
  }
}

async function sayGoodbye(takeDir: string): Promise<void> {
  const sdp = await readFile(join(takeDir, SDP_FILE), 'utf8').catch(() => '');
  const ports = [...sdp.matchAll(/^m=(?:audio|video) (\d+)/gm)].map(([, port]) => Number(port));
  const socket = await bindUdp();
  // ffmpeg takes a goodbye from anybody.
  await Promise.all(
    ports.map((port) => new Promise((sent) => socket.send(goodbye(0), port, '127.0.0.1', sent))),
  );
  socket.close();
}

async function readPid(path: string): Promise<number | null> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isInteger(pid) && pid > 1 ? pid : null;
}

/** True when the process is an ffmpeg that was started for this take; where there is no /proc, nothing is ended. */
async function worksIn(pid: number, takeDir: string): Promise<boolean> {
  try {
    const [commandLine, cwd] = await Promise.all([commandLineOf(pid), workingDirOf(pid)]);
    return commandLine.includes(SDP_FILE) && cwd === (await realpath(takeDir));
  } catch {
    return false;
  }
}

async function commandLineOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8');
  return text.replaceAll('\0', ' ');
}

async function workingDirOf(pid: number): Promise<string> {
  return readlink(`/proc/${pid}/cwd`);
}

async function endProcess(pid: number): Promise<void> {
  const deadlineMs = performance.now() + END_LIMIT_MS;
  send(pid, 'SIGINT');
  while (send(pid, 0)) {
    if (performance.now() > deadlineMs) send(pid, 'SIGKILL');
    await new Promise((wake) => setTimeout(wake, POLL_MS));
    if (performance.now() > deadlineMs + END_LIMIT_MS) return;
  }
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
