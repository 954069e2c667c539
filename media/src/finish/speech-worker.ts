// Runs in a thread of its own: an hour of sound takes half a minute of computing, and live rooms must not wait for it.
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { pino } from 'pino';
import { BACKGROUND_NICENESS } from '../ffmpeg/run.ts';
import { hearStretches, type SpeechWork } from './speech-of-takes.ts';

// Linux keeps it for each thread; elsewhere it would be that of the whole node.
if (process.platform === 'linux') setPriority(BACKGROUND_NICENESS);

const calledOff = new AbortController();
parentPort?.once('message', () => calledOff.abort(new Error('called off')));

const heard = await hearStretches(workerData as SpeechWork, calledOff.signal, pino({ level: 'silent' }));
parentPort?.postMessage(heard);
parentPort?.close();
