/// <reference lib="dom" />
import { io } from 'socket.io-client';

// The page of echo-server.ts: sends a cue on a click, draws what it hears.

const socket = io({ transports: ['websocket'] });
const KEPT = 100;

document.querySelector('#send')?.addEventListener('click', () => {
  socket.emit('cue', { id: crypto.randomUUID() }, () => {});
});
socket.on('cue', ({ id }: { id: string }) => {
  const overlay = document.createElement('div');
  overlay.dataset.cueId = id;
  overlay.className = 'cue';
  overlay.textContent = '慢一点';
  document.querySelector('#cues')?.replaceChildren(overlay);
});
socket.on('danmaku', ({ text }: { text: string }) => {
  const line = document.createElement('li');
  line.textContent = text;
  const list = document.querySelector('ul');
  list?.append(line);
  if (list && list.childElementCount > KEPT) list.firstElementChild?.remove();
});
