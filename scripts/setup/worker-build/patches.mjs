// The changes to the worker's own source, each with its reason. A patch that no longer finds its place fails the
// build: then mediasoup has moved on, and somebody must look whether the reason still holds.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../../lib/errors.mjs';

const patches = [
  {
    // OpenSSL calls a BIO's callback before an operation and after it, the latter with BIO_CB_RETURN added to the
    // operation's own number. The worker's callback compares for equality, so it takes "after" for "before" and
    // answers 1, always. To the question whether the kernel does the encryption (BIO_get_ktls_send), which only an
    // OpenSSL built with kernel TLS asks, as Debian's is, that means yes: OpenSSL then allocates no write buffer, and
    // the worker dies by SIGSEGV in do_dtls1_write at its first handshake.
    file: 'src/RTC/DtlsTransport.cpp',
    from: '(operationType == BIO_CB_RETURN)',
    to: '((operationType & BIO_CB_RETURN) != 0)',
  },
  {
    // Nothing in the build needs more than Debian 12's meson 1.0.1.
    file: 'meson.build',
    from: "meson_version: '>= 1.1.0'",
    to: "meson_version: '>= 1.0.0'",
  },
];

/**
 * @param {string} source folder with the worker's source
 * @throws {SetupError} when a patch has no place
 */
export function applyPatches(source) {
  for (const { file, from, to } of patches) {
    const path = join(source, file);
    writeFileSync(path, patched(readFileSync(path, 'utf8'), { file, from, to }));
  }
}

/**
 * @param {string} text
 * @param {{ file: string, from: string, to: string }} patch
 */
export function patched(text, { file, from, to }) {
  const parts = text.split(from);
  if (parts.length !== 2) {
    throw new SetupError(
      `The worker's ${file} does not look as expected: “${from}” is there ${parts.length - 1} times.`,
      {
        hint: 'This version of mediasoup needs another recipe: scripts/setup/worker-build/patches.mjs.',
      },
    );
  }
  return parts.join(to);
}
