/** What a browser sends when its socket connects, beside the session cookie. */
export interface HandshakeAuth {
  protocolVersion: number;
  /**
   * A UUID that lives as long as the tab, across reloads (sessionStorage): by it a tab that lost its
   * socket finds its own media transports again.
   */
  tabId: string;
}
