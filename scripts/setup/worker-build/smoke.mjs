// Proves that a mediasoup worker works on this machine, without a browser and in well under a second:
//   node smoke.mjs      with MEDIASOUP_WORKER_BIN set, and mediasoup resolvable from here
// Exit code 0 and "ok" on stdout, or 1 and the reason on stderr.
//
// It goes where a local build can go wrong:
// 1. DTLS. A wrong write callback kills the worker at its first handshake message (see patches.mjs). Here the worker
//    plays the DTLS client, so a single STUN check from us makes it write one: the ClientHello must arrive.
// 2. SRTP. A packet travels over an encrypted pipe between two routers and must come out as it went in.
import { createHmac, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { crc32 } from 'node:zlib';
import * as mediasoup from 'mediasoup';

const timeLimitMs = 15_000;

/** @type {import('mediasoup').types.RouterRtpCodecCapability[]} */
const mediaCodecs = [
  { kind: 'audio', mimeType: 'audio/opus', preferredPayloadType: 100, clockRate: 48_000, channels: 2 },
];

const timer = setTimeout(() => fail(new Error(`no answer within ${timeLimitMs} ms`)), timeLimitMs);

try {
  // Two, since a pipe between routers of one worker is refused.
  const workers = await Promise.all([startWorker(), startWorker()]);
  const one = await workers[0].createRouter({ mediaCodecs });
  const other = await workers[1].createRouter({ mediaCodecs });
  await provesDtls(one);
  await provesSrtp(one, other);
  clearTimeout(timer);
  for (const worker of workers) worker.close();
  console.log('ok');
} catch (error) {
  fail(error);
}

async function startWorker() {
  const worker = await mediasoup.createWorker({ logLevel: 'warn' });
  worker.on('died', fail);
  return worker;
}

/** @param {import('mediasoup').types.Router} router */
async function provesDtls(router) {
  const transport = await router.createWebRtcTransport({
    listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
  });
  const [candidate] = transport.iceCandidates;
  if (!candidate) throw new Error('the transport offers no ICE candidate');
  await transport.connect({
    dtlsParameters: {
      role: 'server',
      fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }],
    },
  });
  const socket = createSocket('udp4');
  const clientHello = new Promise((resolve) => {
    socket.on('message', (packet) => {
      // DTLS content type 22 is a handshake message, and the first of them is the ClientHello (type 1).
      if (packet[0] === 22 && packet[13] === 1) resolve(undefined);
    });
  });
  const check = bindingRequest(transport.iceParameters);
  socket.send(check, candidate.port, '127.0.0.1');
  await clientHello;
  socket.close();
  transport.close();
}

/**
 * An ICE connectivity check that nominates its pair (RFC 8445 section 7.1.1, RFC 8489 for the bytes).
 * @param {import('mediasoup').types.IceParameters} remote
 */
function bindingRequest(remote) {
  const attributes = [
    attribute(0x0006, Buffer.from(`${remote.usernameFragment}:smoke`)), // USERNAME
    attribute(0x0025, Buffer.alloc(0)), // USE-CANDIDATE
    attribute(0x0024, Buffer.from([0x7e, 0, 0, 0xff])), // PRIORITY
    attribute(0x802a, randomBytes(8)), // ICE-CONTROLLING
  ];
  const id = randomBytes(12);
  // The length in the header counts the sum that is about to be appended, although the sum is over what precedes it.
  const unsigned = stunMessage(id, attributes, 24);
  const integrity = createHmac('sha1', remote.password).update(unsigned).digest();
  attributes.push(attribute(0x0008, integrity)); // MESSAGE-INTEGRITY
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE((crc32(stunMessage(id, attributes, 8)) ^ 0x5354554e) >>> 0);
  attributes.push(attribute(0x8028, checksum)); // FINGERPRINT
  return stunMessage(id, attributes, 0);
}

/**
 * @param {Buffer} id of the transaction
 * @param {Buffer[]} attributes
 * @param {number} lengthToCome of what will still be appended, in bytes
 */
function stunMessage(id, attributes, lengthToCome) {
  const body = Buffer.concat(attributes);
  const header = Buffer.alloc(8);
  header.writeUInt16BE(0x0001, 0); // Binding request
  header.writeUInt16BE(body.length + lengthToCome, 2);
  header.writeUInt32BE(0x2112a442, 4); // magic cookie
  return Buffer.concat([header, id, body]);
}

/**
 * @param {number} type
 * @param {Buffer} value
 */
function attribute(type, value) {
  const padded = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  padded.writeUInt16BE(type, 0);
  padded.writeUInt16BE(value.length, 2);
  value.copy(padded, 4);
  return padded;
}

/**
 * @param {import('mediasoup').types.Router} from
 * @param {import('mediasoup').types.Router} to
 */
async function provesSrtp(from, to) {
  const ssrc = 1_234_567;
  const sender = await from.createDirectTransport();
  const producer = await sender.produce({
    kind: 'audio',
    rtpParameters: {
      codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }],
      encodings: [{ ssrc }],
      rtcp: { cname: 'smoke' },
    },
  });
  await from.pipeToRouter({ producerId: producer.id, router: to, enableSrtp: true });
  const receiver = await to.createDirectTransport();
  const consumer = await receiver.consume({ producerId: producer.id, rtpCapabilities: to.rtpCapabilities });
  const payload = randomBytes(80);
  const arrived = once(consumer, 'rtp');
  producer.send(rtpPacket({ ssrc, payload }));
  const [packet] = await arrived;
  if (!packet.subarray(-payload.length).equals(payload)) {
    throw new Error('a packet came out of SRTP other than it went in');
  }
}

/** @param {{ ssrc: number, payload: Buffer }} packet */
function rtpPacket({ ssrc, payload }) {
  const header = Buffer.alloc(12);
  header[0] = 0x80; // version 2
  header[1] = 100; // payload type
  header.writeUInt16BE(1, 2); // sequence number
  header.writeUInt32BE(960, 4); // timestamp
  header.writeUInt32BE(ssrc, 8);
  return Buffer.concat([header, payload]);
}

/** @param {unknown} reason */
function fail(reason) {
  console.error(reason instanceof Error ? reason.message : reason);
  process.exit(1);
}
