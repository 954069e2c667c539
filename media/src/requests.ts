import type { MediaInput, MediaOutput, MediaRequestName } from '@caipai/shared/schemas/media';
import type { Finisher } from './finish/finisher.ts';
import type { SpeechReadings } from './finish/speech-readings.ts';
import type { Recorder } from './recording/recorder.ts';
import type { RoomRegistry } from './sessions/room-registry.ts';
import type { Splicer } from './splice/splicer.ts';
import type { Transcriber } from './transcript/transcriber.ts';

export type MediaHandlers = {
  [N in MediaRequestName]: (input: MediaInput<N>) => Promise<MediaOutput<N>>;
};

/** What each request of the contract does, one row each. */
export function mediaHandlers({
  rooms,
  recorder,
  finisher,
  splicer,
  speech,
  transcriber,
}: {
  rooms: RoomRegistry;
  recorder: Recorder;
  finisher: Finisher;
  splicer: Splicer;
  speech: SpeechReadings;
  transcriber: Transcriber;
}): MediaHandlers {
  return {
    'room:open': async ({ roomId }) => {
      const room = await rooms.open(roomId);
      return { rtpCapabilities: { ...room.rtpCapabilities } };
    },
    'room:close': async ({ roomId }) => {
      await rooms.close(roomId);
      return null;
    },
    'peer:close': async ({ roomId, peerId }) => {
      rooms.find(roomId)?.closePeer(peerId);
      return null;
    },
    'transport:openSend': ({ roomId, peerId }) => rooms.get(roomId).openSend(peerId),
    'transport:openReceive': (input) => rooms.get(input.roomId).openReceive(input),
    'transport:connect': async (input) => {
      await rooms.get(input.roomId).connect(input);
      return null;
    },
    'transport:restartIce': (input) => rooms.get(input.roomId).restartIce(input),
    'producer:open': (input) => rooms.get(input.roomId).produce(input),
    'producer:setPaused': async (input) => {
      await rooms.get(input.roomId).setPaused(input);
      return null;
    },
    'producer:close': async (input) => {
      rooms.get(input.roomId).closeProducer(input);
      return null;
    },
    'probe:open': (input) => rooms.get(input.roomId).probe(input),
    'probe:close': async ({ roomId, peerId }) => {
      rooms.find(roomId)?.endProbe(peerId);
      return null;
    },
    'consumer:open': (input) => rooms.get(input.roomId).consume(input),
    'consumer:resume': async (input) => {
      await rooms.get(input.roomId).resume(input);
      return null;
    },
    'consumer:pause': async (input) => {
      await rooms.get(input.roomId).pause(input);
      return null;
    },
    'consumer:setPreferredLayer': async (input) => {
      await rooms.get(input.roomId).setPreferredLayer(input);
      return null;
    },
    'recording:start': async (input) => {
      await recorder.start(input);
      return null;
    },
    'recording:stop': async ({ recordingId }) => {
      await recorder.stop(recordingId);
      return null;
    },
    'recording:describe': async ({ recordingId }) => {
      const [takes, companions] = await Promise.all([
        recorder.describe(recordingId),
        recorder.describeCompanions(recordingId),
      ]);
      return { takes, companions };
    },
    'recording:makePoster': async ({ recordingId }) => ({ made: await recorder.makePoster(recordingId) }),
    'transcript:start': async ({ roomId, peerId }) => {
      transcriber.start(roomId, peerId);
      return null;
    },
    'transcript:stop': async ({ roomId }) => {
      await transcriber.stop(roomId);
      return null;
    },
    'recording:finish': async ({ recordingId, layouts = [], captions = [] }) => {
      const finished = await finisher.finish(recordingId, { layouts, captions });
      // Nothing waits for it.
      speech.measure(recordingId);
      return finished;
    },
    'recording:findFinished': ({ recordingId }) => finisher.find(recordingId),
    'recording:findSpeech': async ({ recordingId }) => ({ file: await speech.find(recordingId) }),
    'recording:splice': (input) => splicer.splice(input),
    'recording:delete': async ({ recordingId }) => {
      await finisher.cancel(recordingId);
      await splicer.cancel(recordingId);
      await speech.cancel(recordingId);
      await transcriber.stop(recordingId);
      await recorder.delete(recordingId);
      return null;
    },
  };
}
