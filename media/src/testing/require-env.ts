/** Tests against the real thing need its path; they fail with the way out instead of being skipped. */
export function requireEnv(name: 'MEDIASOUP_WORKER_BIN' | 'FFMPEG_PATH' | 'CAIPAI_CHROMIUM'): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests by "npm test", which finds or builds it`);
  return value;
}
