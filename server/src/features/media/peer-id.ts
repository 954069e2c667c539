/**
 * How the media plane knows a tab. The user's id comes from the verified cookie, so no tab can name
 * another person's transports.
 */
export function peerIdOf(userId: string, tabId: string): string {
  return `${userId}:${tabId}`;
}

export function userOfPeer(peerId: string): string {
  return peerId.slice(0, peerId.indexOf(':'));
}
