import type { Page } from 'playwright-core';

/** Everything that a page's web sockets received, as it came over the wire. */
export async function tapWire(page: Page): Promise<{ received: string[] }> {
  const received: string[] = [];
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  devtools.on('Network.webSocketFrameReceived', ({ response }) => {
    const text =
      response.opcode === 2 ? Buffer.from(response.payloadData, 'base64').toString() : response.payloadData;
    received.push(text);
  });
  return { received };
}
