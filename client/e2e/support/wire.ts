import type { Page } from 'playwright-core';

/** Everything that a page's web sockets received and sent, as it went over the wire. */
export async function tapWire(page: Page): Promise<{ received: string[]; sent: string[] }> {
  const received: string[] = [];
  const sent: string[] = [];
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const textOf = ({ opcode, payloadData }: { opcode: number; payloadData: string }) =>
    opcode === 2 ? Buffer.from(payloadData, 'base64').toString() : payloadData;
  devtools.on('Network.webSocketFrameReceived', ({ response }) => received.push(textOf(response)));
  devtools.on('Network.webSocketFrameSent', ({ response }) => sent.push(textOf(response)));
  return { received, sent };
}
