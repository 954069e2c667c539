#!/usr/bin/env node
// Stands in for ffmpeg in the replay-ready suite. Asked to capture RTP, it takes the packets in and drops
// them, and has the real ffmpeg write the same output, with the same arguments, from a file fed as fast as
// it goes: ten minutes are recorded in well under one. Asked for anything else, it is the real ffmpeg.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { createReadStream, readFileSync } from 'node:fs';

const { BENCH_FFMPEG = 'ffmpeg', BENCH_SOURCE = '' } = process.env;
const args = process.argv.slice(2);
const input = args.indexOf('input.sdp');

if (input === -1) {
  const child = spawn(BENCH_FFMPEG, args, { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
} else {
  for (const [, port] of readFileSync('input.sdp', 'utf8').matchAll(/^m=\w+ (\d+) /gm)) {
    for (const each of [Number(port), Number(port) + 1]) createSocket('udp4').bind(each, '127.0.0.1');
  }
  const globals = args.slice(0, args.indexOf('-protocol_whitelist'));
  const output = args.slice(input + 1);
  const child = spawn(BENCH_FFMPEG, [...globals, '-f', 'matroska', '-i', 'pipe:0', ...output], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  // What was not read yet when the session ends is not wanted any more.
  child.stdin.on('error', () => {});
  createReadStream(BENCH_SOURCE).pipe(child.stdin, { end: false });
  process.on('SIGINT', () => {
    child.kill('SIGINT');
    // It may wait for more to read, where from the network it would only wait for a moment.
    child.stdin.destroy();
  });
  child.on('exit', (code) => process.exit(code ?? 1));
}
