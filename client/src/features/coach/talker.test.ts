import { ok } from '@caipai/shared/protocol/result';
import { afterEach, expect, it, vi } from 'vitest';
import type { LiveRoom } from '../../state/live/live-room.ts';
import { Talker } from './talker.ts';

afterEach(() => vi.unstubAllGlobals());

class Microphone extends EventTarget {
  enabled = true;
  stopped = false;
  stop(): void {
    this.stopped = true;
  }
}

it('lets go of the microphone when the voice cannot be sent, says why, and asks again at the next press', async () => {
  const given: Microphone[] = [];
  const getUserMedia = async () => {
    const track = new Microphone();
    given.push(track);
    return { getAudioTracks: () => [track] };
  };
  vi.stubGlobal('window', { isSecureContext: true });
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  // Capabilities that no browser can use, and outside of a browser there is nothing that sends.
  const session = {
    mediaAsk: async () => ok(null),
    on: () => () => {},
    view: { rtpCapabilities: {}, tracks: [] },
  };
  const talker = new Talker({ session } as unknown as LiveRoom);
  try {
    for (const presses of [1, 2]) {
      await talker.press();
      expect(talker.store.getState()).toEqual({
        ...{ phase: 'closed', problem: null },
        refusal: { code: 'media.unavailable' },
      });
      await talker.release();
      expect(given.map(({ stopped }) => stopped)).toEqual(Array.from({ length: presses }, () => true));
    }
  } finally {
    talker.close();
  }
});
