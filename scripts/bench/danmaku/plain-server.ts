import { createServer } from 'node:http';
import { Server } from 'socket.io';

// The yardstick of the danmaku suite, run as a process of its own: plain socket.io that tells the room each comment by
// itself, keeps nothing and asks nobody. Prints its port when it listens.

const http = createServer();
const io = new Server(http, { serveClient: false, transports: ['websocket'] });
let seq = 0;
io.on('connection', (socket) => {
  socket.on('join', (acknowledge: (answer: object) => void) => {
    void socket.join('room');
    acknowledge({ ok: true });
  });
  socket.on('danmaku:send', (input: { id: string; text: string }, acknowledge: (answer: object) => void) => {
    seq += 1;
    const place = { seq, atMs: Date.now() };
    io.to('room').emit('danmaku:sent', {
      ...input,
      ...place,
      by: { id: socket.id, name: '观众', job: 'peer' },
    });
    acknowledge({ ok: true, value: place });
  });
});
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`);
});
process.on('SIGTERM', () => process.exit(0));
// Nobody is left to measure when the bench is gone.
process.stdin.on('end', () => process.exit(0)).resume();
