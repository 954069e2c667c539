import type { types } from 'mediasoup';

export interface RtpInput {
  kind: 'audio' | 'video';
  /** Where ffmpeg listens for RTP; RTCP is one above. */
  port: number;
  codec: Pick<types.RtpCodecParameters, 'mimeType' | 'payloadType' | 'clockRate' | 'channels' | 'parameters'>;
}

const passedParameters = ['packetization-mode', 'profile-level-id', 'useinbandfec', 'sprop-stereo'];

/** The session description from which ffmpeg learns what comes in on which port (RFC 8866). */
export function sdpFor(inputs: readonly RtpInput[]): string {
  const lines = ['v=0', 'o=- 0 0 IN IP4 127.0.0.1', 's=take', 'c=IN IP4 127.0.0.1', 't=0 0'];
  for (const { kind, port, codec } of inputs) {
    const name = codec.mimeType.split('/')[1] ?? '';
    const channels = codec.channels && codec.channels > 1 ? `/${codec.channels}` : '';
    const parameters = Object.entries(codec.parameters ?? {})
      .filter(([key]) => passedParameters.includes(key))
      .map(([key, value]) => `${key}=${value}`);
    lines.push(
      `m=${kind} ${port} RTP/AVP ${codec.payloadType}`,
      `a=rtpmap:${codec.payloadType} ${name}/${codec.clockRate}${channels}`,
    );
    if (parameters.length > 0) lines.push(`a=fmtp:${codec.payloadType} ${parameters.join(';')}`);
  }
  return `${lines.join('\r\n')}\r\n`;
}
