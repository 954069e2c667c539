const REASON = 'end';

/**
 * An RTCP goodbye (RFC 3550, 6.6). ffmpeg ends its input when every stream said it, also while no packet
 * comes that would let it look up. Without the reason it would be shorter than ffmpeg reads any packet.
 */
export function goodbye(ssrc: number): Buffer {
  const packet = Buffer.alloc(12);
  packet.writeUInt8(0x81, 0);
  packet.writeUInt8(203, 1);
  packet.writeUInt16BE(2, 2);
  packet.writeUInt32BE(ssrc >>> 0, 4);
  packet.writeUInt8(REASON.length, 8);
  packet.write(REASON, 9, 'ascii');
  return packet;
}
