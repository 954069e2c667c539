import { createServer } from 'node:http';
import { Server } from 'socket.io';

// The yardstick of the cue suite, run as a process of its own: plain socket.io that tells everybody what
// anybody says, one frame each, keeps nothing and asks nobody. Prints its port when it listens.

const script = process.env.ECHO_PAGE_SCRIPT ?? '';
const http = createServer((request, response) => {
  const isScript = request.url === '/page.js';
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
  response.end(
    isScript
      ? script
      : '<!doctype html><button id="send">Send</button><ul></ul><div id="cues"></div><script src="/page.js"></script>',
  );
});
const io = new Server(http, { serveClient: false });
io.on('connection', (socket) => {
  socket.on('join', (acknowledge: (answer: object) => void) => acknowledge({ ok: true }));
  for (const [asked, told] of [
    ['cue', 'cue'],
    ['danmaku:send', 'danmaku'],
  ] as const) {
    socket.on(asked, (value: unknown, acknowledge: (answer: object) => void) => {
      io.emit(told, value);
      acknowledge({ ok: true });
    });
  }
});
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`);
});
process.on('SIGTERM', () => process.exit(0));
// Nobody is left to measure when the bench is gone.
process.stdin.on('end', () => process.exit(0)).resume();
