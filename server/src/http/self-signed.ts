import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import path from 'node:path';

export interface KeyPair {
  key: string;
  cert: string;
}

/** The IPv4 addresses under which other devices of the network find this machine. */
export function lanAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => entry.family === 'IPv4' && !entry.internal)
    .map((entry) => entry.address);
}

/**
 * A certificate for this machine's names and addresses, kept under the data folder and made again when
 * the addresses change. Browsers warn once; cameras then work, which they do not over plain HTTP.
 */
export async function selfSignedPair(dataDir: string): Promise<KeyPair> {
  const folder = path.join(dataDir, 'tls');
  const addresses = ['127.0.0.1', ...lanAddresses()];
  const files = {
    key: path.join(folder, 'key.pem'),
    cert: path.join(folder, 'cert.pem'),
    names: path.join(folder, 'names.txt'),
  };
  // The year is part of it, so that the certificate is made anew long before it runs out.
  const names = [new Date().getFullYear(), ...addresses].join('\n');
  if (existsSync(files.names) && (await readFile(files.names, 'utf8')) === names) {
    return { key: await readFile(files.key, 'utf8'), cert: await readFile(files.cert, 'utf8') };
  }
  const { generate } = await import('selfsigned');
  const year = 365 * 24 * 3_600_000;
  const made = await generate([{ name: 'commonName', value: 'Caipai' }], {
    keySize: 2048,
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + 2 * year),
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [{ type: 2, value: 'localhost' }, ...addresses.map((ip) => ({ type: 7 as const, ip }))],
      },
    ],
  });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(files.key, made.private, { mode: 0o600 });
  await writeFile(files.cert, made.cert);
  await writeFile(files.names, names);
  return { key: made.private, cert: made.cert };
}
