import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const OPCODE_TEXT = 1;
const OPCODE_CLOSE = 8;

/** A text frame as clients send it. The mask is all zeros: the same length and work for the server, none for us. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.from([0x80 | OPCODE_TEXT, 0x80 | payload.length])
      : Buffer.from([0x80 | OPCODE_TEXT, 0x80 | 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}

/**
 * The wire of socket.io with as little as possible around it: what arrives is handed on as bytes, so that hundreds of
 * clients cost less than the server they measure.
 */
export class RawClient {
  readonly #socket: Socket;
  readonly #onText: (payload: Buffer) => void;
  #rest: Buffer = Buffer.alloc(0);
  #opened = false;

  constructor(options: {
    port: number;
    cookie: string;
    auth: object;
    onConnected: () => void;
    onText: (payload: Buffer) => void;
    onGone: () => void;
  }) {
    const { port, cookie, auth, onConnected, onText, onGone } = options;
    this.#onText = onText;
    this.#socket = connect(port, '127.0.0.1', () => {
      this.#socket.write(
        `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\n` +
          `Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nCookie: ${cookie}\r\n` +
          `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
      );
    });
    this.#socket.setNoDelay(true);
    this.#socket.on('error', onGone);
    this.#socket.on('close', onGone);
    this.#socket.on('data', (chunk) => {
      this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
      if (!this.#opened) {
        const end = this.#rest.indexOf('\r\n\r\n');
        if (end < 0) return;
        this.#opened = true;
        this.#rest = this.#rest.subarray(end + 4);
      }
      this.#take((payload) => {
        if (payload[0] === 0x30) this.send(`40${JSON.stringify(auth)}`);
        else if (payload[0] === 0x32) this.send('3');
        else if (payload[0] === 0x34 && payload[1] === 0x30) onConnected();
        else this.#onText(payload);
      });
    });
  }

  send(text: string): void {
    this.#socket.write(frame(text));
  }

  end(): void {
    this.#socket.destroy();
  }

  #take(onFrame: (payload: Buffer) => void): void {
    let at = 0;
    const bytes = this.#rest;
    for (;;) {
      if (bytes.length < at + 2) break;
      const opcode = (bytes[at] ?? 0) & 15;
      let length = (bytes[at + 1] ?? 0) & 127;
      let from = at + 2;
      if (length === 126) {
        if (bytes.length < from + 2) break;
        length = bytes.readUInt16BE(from);
        from += 2;
      } else if (length === 127) {
        if (bytes.length < from + 8) break;
        length = Number(bytes.readBigUInt64BE(from));
        from += 8;
      }
      if (bytes.length < from + length) break;
      at = from + length;
      if (opcode === OPCODE_TEXT) onFrame(bytes.subarray(from, at));
      else if (opcode === OPCODE_CLOSE) this.end();
    }
    this.#rest = bytes.subarray(at);
  }
}
