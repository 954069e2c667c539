import { describe, expect, it } from 'vitest';
import { AvSync } from './av-sync.ts';

const startMs = 1_700_000_000_000;
/** The publisher's clock is its own. */
const ntp = (ms: number) => 5_000_000 + ms;
const video = (ms: number, ssrc = 1) => ({
  ssrc,
  ntpMs: ntp(ms),
  rtpTimestamp: (4_294_900_000 + ms * 90) % 2 ** 32,
});
const audio = (ms: number, drift = 1) => ({
  ssrc: 2,
  ntpMs: ntp(ms),
  rtpTimestamp: (77 + Math.round(ms * drift * 48)) % 2 ** 32,
});

/** A take whose first packet of sound met `delayMs` on its way. */
function take(delayMs: number): AvSync {
  const sync = new AvSync({ rtpTimestamp: video(0).rtpTimestamp, wallMs: startMs });
  sync.pinAudio({ rtpTimestamp: audio(10).rtpTimestamp, wallMs: startMs + 10 + delayMs });
  return sync;
}

describe('sound and picture', () => {
  it('are put in step by the reports when the first packet of sound was late', () => {
    const sync = take(200);
    expect(sync.handleVideoReport(video(400))).toBeNull();
    const pin = sync.handleAudioReport(audio(2_500));
    expect(pin?.rtpTimestamp).toBe(audio(2_500).rtpTimestamp);
    expect(pin?.wallMs).toBeCloseTo(startMs + 2_500, 3);
    expect(sync.handleAudioReport(audio(5_500))).toBeNull();
  });

  it('begin in step when the reports are known from an earlier take', () => {
    const sync = new AvSync({ rtpTimestamp: video(20_000).rtpTimestamp, wallMs: startMs + 20_000 });
    sync.handleVideoReport(video(11_000));
    sync.handleAudioReport(audio(9_000));
    const late = { rtpTimestamp: audio(20_030).rtpTimestamp, wallMs: startMs + 20_250 };
    const pin = sync.pinAudio(late);
    const ticks = (late.rtpTimestamp - pin.rtpTimestamp + 2 ** 32) % 2 ** 32;
    expect(pin.wallMs + ticks / 48).toBeCloseTo(startMs + 20_030, 3);
  });

  it('are left alone when they are in step already', () => {
    const sync = take(3);
    sync.handleVideoReport(video(400));
    expect(sync.handleAudioReport(audio(2_500))).toBeNull();
  });

  it('stay in step for three hours while the sound card runs 100 ppm fast', () => {
    const sync = take(0);
    let pinned = { rtpTimestamp: audio(0).rtpTimestamp, wallMs: startMs };
    let worstMs = 0;
    for (let ms = 3_000; ms < 3 * 3_600_000; ms += 3_000) {
      sync.handleVideoReport(video(ms - 500));
      const report = audio(ms, 1.0001);
      pinned = sync.handleAudioReport(report) ?? pinned;
      const ticks = (report.rtpTimestamp - pinned.rtpTimestamp + 2 ** 32) % 2 ** 32;
      worstMs = Math.max(worstMs, Math.abs(pinned.wallMs + ticks / 48 - (startMs + ms)));
    }
    expect(worstMs).toBeLessThan(10);
  });

  it('do not follow reports of another simulcast layer or a clock that was set', () => {
    const sync = take(200);
    expect(sync.handleVideoReport({ ssrc: 9, ntpMs: ntp(400), rtpTimestamp: 123_456_789 })).toBeNull();
    expect(sync.handleAudioReport(audio(2_500))).toBeNull();
    sync.handleVideoReport(video(3_000));
    expect(sync.handleAudioReport({ ...audio(5_000), ntpMs: ntp(3_605_000) })).toBeNull();
  });
});
