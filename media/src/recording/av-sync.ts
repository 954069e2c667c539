const WRAP = 2 ** 32;

/** A sender report of the publisher: both tracks stamp theirs with one and the same clock. */
export interface SenderReport {
  ssrc: number;
  ntpMs: number;
  rtpTimestamp: number;
}

/** The sample with this RTP timestamp belongs to this moment of the recording's time line. */
export interface Pin {
  rtpTimestamp: number;
  wallMs: number;
}

/** A report about another simulcast layer counts from another random number. */
const SAME_LAYER_WITHIN_MS = 60_000;
/** What is further off than this is a publisher whose clock was set, not a network that was slow. */
const BELIEVED_SHIFT_MS = 1_000;
/** Ears do not notice less; every correction costs the encoder some stretching. */
const WORTH_A_CORRECTION_MS = 8;

/**
 * Keeps the sound in step with the picture. A take pins both tracks to the arrival of their first packets, which
 * the network may have delayed unequally, and their two crystals drift apart later; the publisher's sender
 * reports know better. The picture leads: its time line is never bent, only the sound's pin moves.
 */
export class AvSync {
  #video: Pin;
  #videoReport: { ntpMs: number; wallMs: number } | null = null;
  #audio: Pin | null = null;
  #audioReport: SenderReport | null = null;
  #offsetMs: number | null = null;

  /** How late the sound is in what the encoder makes of it, by the last reports; null before both have come. */
  get offsetMs(): number | null {
    return this.#offsetMs === null ? null : Math.round(this.#offsetMs * 10) / 10;
  }

  constructor(firstFrame: Pin) {
    this.#video = firstFrame;
  }

  /** Answers the pin to begin with: the packet's arrival, or what reports from before say of it. */
  pinAudio(firstPacket: Pin): Pin {
    this.#audio = firstPacket;
    return this.#correction() ?? firstPacket;
  }

  handleVideoReport(report: SenderReport): Pin | null {
    const stepMs = ticksBetween(this.#video.rtpTimestamp, report.rtpTimestamp) / 90;
    if (Math.abs(stepMs) > SAME_LAYER_WITHIN_MS) return null;
    const wallMs = this.#video.wallMs + stepMs;
    this.#video = { rtpTimestamp: report.rtpTimestamp, wallMs };
    this.#videoReport = { ntpMs: report.ntpMs, wallMs };
    return this.#correction();
  }

  handleAudioReport(report: SenderReport): Pin | null {
    this.#audioReport = report;
    return this.#correction();
  }

  /** The pin to tell the encoder for the sound; null when the one it has is good. */
  #correction(): Pin | null {
    const { ntpMs, rtpTimestamp } = this.#audioReport ?? {};
    if (!this.#videoReport || !this.#audio || ntpMs === undefined || rtpTimestamp === undefined) return null;
    const wallMs = this.#videoReport.wallMs + (ntpMs - this.#videoReport.ntpMs);
    const believedMs = this.#audio.wallMs + ticksBetween(this.#audio.rtpTimestamp, rtpTimestamp) / 48;
    const shiftMs = Math.abs(wallMs - believedMs);
    this.#offsetMs = believedMs - wallMs;
    if (shiftMs < WORTH_A_CORRECTION_MS || shiftMs > BELIEVED_SHIFT_MS) return null;
    this.#audio = { rtpTimestamp, wallMs };
    return this.#audio;
  }
}

/** Signed ticks from `from` to `to`, the shorter way round. */
function ticksBetween(from: number, to: number): number {
  const step = (((to - from) % WRAP) + WRAP) % WRAP;
  return step > WRAP / 2 ? step - WRAP : step;
}
