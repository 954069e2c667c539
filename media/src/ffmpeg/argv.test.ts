import { describe, expect, it } from 'vitest';
import { captureArgv } from './capture-argv.ts';
import { posterArgv } from './poster-argv.ts';
import { sdpFor } from './sdp.ts';

const after = (argv: string[], option: string) => argv[argv.indexOf(option) + 1];

describe('ffmpeg arguments', () => {
  it('copy H.264 and encode VP8, with key frames where the publisher made them', () => {
    const h264 = captureArgv({ sdpFile: 'input.sdp', videoCodec: 'h264', hasAudio: true });
    expect(after(h264, '-c:v')).toBe('copy');
    expect(after(h264, '-c:a')).toBe('aac');
    const vp8 = captureArgv({ sdpFile: 'input.sdp', videoCodec: 'vp8', hasAudio: true });
    expect(after(vp8, '-c:v')).toBe('libx264');
    expect(after(vp8, '-force_key_frames')).toBe('source');
  });

  it('leave out the track that is not there', () => {
    expect(captureArgv({ sdpFile: 'a', videoCodec: null, hasAudio: true })).toContain('-vn');
    const mute = captureArgv({ sdpFile: 'a', videoCodec: 'h264', hasAudio: false });
    expect(mute).toContain('-an');
    expect(mute).not.toContain('aac');
  });

  it('keep late packets, write segments as a whole and stamp them', () => {
    const argv = captureArgv({ sdpFile: 'a', videoCodec: 'h264', hasAudio: true });
    expect(argv.indexOf('-max_delay')).toBeLessThan(argv.indexOf('-i'));
    expect(Number(after(argv, '-max_delay'))).toBe(1_000_000);
    expect(after(argv, '-hls_flags')?.split('+').sort()).toEqual([
      'independent_segments',
      'program_date_time',
      'temp_file',
    ]);
    // Key frames come every 2 s: a segment of at least 2 s would now and then swallow two of them.
    expect(Number(after(argv, '-hls_time'))).toBeLessThan(2);
  });

  it('take one frame for a poster', () => {
    const argv = posterArgv('take-001/seg-00001.ts', 'poster.jpg.part', 640);
    expect(after(argv, '-frames:v')).toBe('1');
    expect(argv.at(-1)).toBe('poster.jpg.part');
  });
});

describe('session description', () => {
  it('names port, payload type and the parameters that a depacketizer needs', () => {
    const sdp = sdpFor([
      {
        kind: 'video',
        port: 50_000,
        codec: {
          mimeType: 'video/H264',
          payloadType: 101,
          clockRate: 90_000,
          parameters: {
            'packetization-mode': 1,
            'profile-level-id': '42e01f',
            'x-google-start-bitrate': 1_000,
          },
        },
      },
      {
        kind: 'audio',
        port: 50_002,
        codec: { mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2, parameters: {} },
      },
    ]);
    expect(sdp.split('\r\n')).toEqual([
      'v=0',
      'o=- 0 0 IN IP4 127.0.0.1',
      's=take',
      'c=IN IP4 127.0.0.1',
      't=0 0',
      'm=video 50000 RTP/AVP 101',
      'a=rtpmap:101 H264/90000',
      'a=fmtp:101 packetization-mode=1;profile-level-id=42e01f',
      'm=audio 50002 RTP/AVP 100',
      'a=rtpmap:100 opus/48000/2',
      '',
    ]);
  });
});
