const NTP_EPOCH_OFFSET_S = 2_208_988_800;

/**
 * An RTCP sender report (RFC 3550, 6.4.1) that says: the sample with RTP timestamp `rtpTimestamp` belongs to
 * the moment `wallMs`. With one for each track ffmpeg puts sound and picture on one time line.
 */
export function senderReport(ssrc: number, wallMs: number, rtpTimestamp: number): Buffer {
  const packet = Buffer.alloc(28);
  const seconds = Math.floor(wallMs / 1_000);
  const fraction = Math.floor(((wallMs - seconds * 1_000) / 1_000) * 2 ** 32);
  packet.writeUInt8(0x80, 0);
  packet.writeUInt8(200, 1);
  packet.writeUInt16BE(6, 2);
  packet.writeUInt32BE(ssrc >>> 0, 4);
  packet.writeUInt32BE((seconds + NTP_EPOCH_OFFSET_S) % 2 ** 32, 8);
  packet.writeUInt32BE(fraction >>> 0, 12);
  packet.writeUInt32BE(rtpTimestamp >>> 0, 16);
  return packet;
}
