import { openSocket } from '../../net/socket.ts';
import { preloadDevice } from '../../rtc/device.ts';

/**
 * What a click on a live link will need: the socket, connected, and the WebRTC part, loaded. Called when a
 * finger or the mouse comes near such a link, so that the click finds both ready.
 */
export function preloadWatch(): void {
  openSocket().catch(() => {});
  preloadDevice();
}
