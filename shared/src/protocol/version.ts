/**
 * Travels in the socket handshake. Raise it when a request or fact changes in a way that an open
 * page of the previous version would misread; such a page is then asked to reload.
 */
export const PROTOCOL_VERSION = 2;
