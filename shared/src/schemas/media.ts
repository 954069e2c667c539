import { z } from 'zod';
import { idSchema } from './common.ts';
import { finishedRecordingSchema } from './finished-recording.ts';
import { layoutSchema } from './session.ts';
import type { HeardSegment } from './transcript.ts';

/**
 * WebRTC parameters are made by mediasoup on one side and checked by mediasoup on the other. Here we
 * only bound their shape, so that nothing but a plain object of sane size gets through.
 */
const opaque = z.record(z.string(), z.unknown());

export const rtpCapabilitiesSchema = opaque;
export const rtpParametersSchema = opaque;

export const iceParametersSchema = opaque;
export const dtlsParametersSchema = z.object({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z
    .array(z.object({ algorithm: z.string().max(20), value: z.string().max(300) }))
    .min(1)
    .max(10),
});

export const trackSourceSchema = z.enum(['camera', 'microphone', 'talkback']);
export type TrackSource = z.infer<typeof trackSourceSchema>;

/** Whose voice and picture a track is: it decides where pages show it and which recording it belongs to. */
export const feedSchema = z.enum(['anchor', 'assistant', 'talkback']);
export type Feed = z.infer<typeof feedSchema>;

/** Who may receive a track. What is for the crew is not even named to others. */
export const trackAudienceSchema = z.enum(['everyone', 'crew']);
export type TrackAudience = z.infer<typeof trackAudienceSchema>;

/**
 * A recording beside the anchor's own, in a folder of its own within it: the assistant's, or what one person
 * said over talkback.
 */
export const companionSchema = z.string().regex(/^(assistant|talkback-[A-Za-z0-9_-]{1,64})$/);

export const transportOfferSchema = z.object({
  transportId: z.string(),
  iceParameters: iceParametersSchema,
  iceCandidates: z.array(opaque),
  dtlsParameters: opaque,
});
/** All that a browser needs to build its side of a transport. */
export type TransportOffer = z.infer<typeof transportOfferSchema>;

export const consumerOfferSchema = z.object({
  consumerId: z.string(),
  producerId: z.string(),
  /** Who publishes this track. */
  publisherId: z.string(),
  feed: feedSchema,
  source: trackSourceSchema,
  kind: z.enum(['audio', 'video']),
  rtpParameters: rtpParametersSchema,
  producerPaused: z.boolean(),
});
export type ConsumerOffer = z.infer<typeof consumerOfferSchema>;

export const receiveOfferSchema = z.object({
  transport: transportOfferSchema,
  consumers: z.array(consumerOfferSchema),
});
export type ReceiveOffer = z.infer<typeof receiveOfferSchema>;

const transportId = z.string().min(1).max(100);
const peer = z.object({ roomId: idSchema, peerId: z.string().min(1).max(100) });

const recordedSegmentSchema = z.object({
  file: z.string(),
  durationMs: z.number(),
  /** Wall clock of the segment's first frame. */
  startWallMs: z.number(),
});
export const takeTracksSchema = z.object({
  picture: z.boolean(),
  sound: z.boolean(),
  /** Sound against picture by the publisher's own clock, positive when sound comes late; null when unknown. */
  avOffsetMs: z.number().nullable(),
});
export type TakeTracks = z.infer<typeof takeTracksSchema>;

const recordedTakeSchema = z.object({
  name: z.string(),
  /** Over the network, or out of the copy that the publisher's browser kept. */
  origin: z.enum(['stream', 'copy']),
  segments: z.array(recordedSegmentSchema),
  tracks: takeTracksSchema,
});
/** One unbroken stretch of recording, as it stands on disk now. */
export type RecordedTake = z.infer<typeof recordedTakeSchema>;

const companionRecordingSchema = z.object({ name: companionSchema, takes: z.array(recordedTakeSchema) });
export type CompanionRecording = z.infer<typeof companionRecordingSchema>;

const layoutChangeSchema = z.object({ fromWallMs: z.number(), layout: layoutSchema });
/** From when on two pictures stand like this. */
export type LayoutChange = z.infer<typeof layoutChangeSchema>;

const captionLineSchema = z.object({ fromWallMs: z.number(), untilWallMs: z.number(), text: z.string() });
/** A sentence that was said. */
export type CaptionLine = z.infer<typeof captionLineSchema>;

const finishFactsSchema = z.object({
  layouts: z.array(layoutChangeSchema).max(10_000).default([]),
  captions: z.array(captionLineSchema).max(100_000).default([]),
});
/** What the ledger knows of a recording and its files do not. */
export type FinishFacts = z.infer<typeof finishFactsSchema>;

/**
 * What the server may ask of a media node: the contract between the two planes. The media node knows
 * rooms, peers, tracks and takes, no users or rights. `roomId` and `recordingId` are session ids,
 * `peerId` is one browser tab.
 */
export const mediaRequests = {
  'room:open': {
    input: z.object({ roomId: idSchema }),
    output: z.object({ rtpCapabilities: rtpCapabilitiesSchema }),
  },
  'room:close': { input: z.object({ roomId: idSchema }), output: z.null() },
  'peer:close': { input: peer, output: z.null() },
  'transport:openSend': { input: peer, output: transportOfferSchema },
  /**
   * Opens the receiving transport and a paused consumer for each track, in one round trip. Refuses with
   * `media.full` when the node serves as many viewers as it may.
   */
  'transport:openReceive': {
    input: peer.extend({
      rtpCapabilities: rtpCapabilitiesSchema,
      audience: trackAudienceSchema,
      /** Gets a place although the node is full: people that the session cannot do without. */
      reserved: z.boolean().default(false),
    }),
    output: receiveOfferSchema,
  },
  'transport:connect': {
    input: peer.extend({ transportId, dtlsParameters: dtlsParametersSchema }),
    output: z.null(),
  },
  'transport:restartIce': {
    input: peer.extend({ transportId }),
    output: z.object({ iceParameters: iceParametersSchema }),
  },
  'producer:open': {
    input: peer.extend({
      transportId,
      source: trackSourceSchema,
      feed: feedSchema,
      audience: trackAudienceSchema,
      /** Opens it without letting anything through yet. */
      paused: z.boolean().default(false),
      kind: z.enum(['audio', 'video']),
      rtpParameters: rtpParametersSchema,
    }),
    output: z.object({ producerId: z.string() }),
  },
  'producer:setPaused': {
    input: peer.extend({ producerId: z.string().max(100), paused: z.boolean() }),
    output: z.null(),
  },
  'producer:close': { input: peer.extend({ producerId: z.string().max(100) }), output: z.null() },
  /** A picture of nothing that tries how much the way carries: never recorded, offered to nobody, soon over. */
  'probe:open': {
    input: peer.extend({ transportId, rtpParameters: rtpParametersSchema }),
    output: z.object({ producerId: z.string() }),
  },
  'probe:close': { input: peer, output: z.null() },
  /** A consumer for a track that was published after the receiving transport was opened. */
  'consumer:open': {
    input: peer.extend({ producerId: z.string().max(100), audience: trackAudienceSchema }),
    output: consumerOfferSchema,
  },
  'consumer:resume': {
    input: peer.extend({ consumerIds: z.array(z.string().max(100)).max(50) }),
    output: z.null(),
  },
  /** Nothing more is sent until the next resume, which begins with a key frame. */
  'consumer:pause': {
    input: peer.extend({ consumerIds: z.array(z.string().max(100)).max(50) }),
    output: z.null(),
  },
  'consumer:setPreferredLayer': {
    input: peer.extend({ consumerId: z.string().max(100), spatialLayer: z.number().int().min(0).max(3) }),
    output: z.null(),
  },
  /**
   * Records the tracks that `peerId` publishes, now or as soon as they arrive; idempotent. With a companion's
   * name the recording lies beside the main one.
   */
  'recording:start': {
    input: peer.extend({ companion: companionSchema.nullable().default(null) }),
    output: z.null(),
  },
  /** Resolves when the last segment is on disk and the takes are complete, those of companions too. */
  'recording:stop': { input: z.object({ recordingId: idSchema }), output: z.null() },
  'recording:describe': {
    input: z.object({ recordingId: idSchema }),
    output: z.object({
      takes: z.array(recordedTakeSchema),
      companions: z.array(companionRecordingSchema),
    }),
  },
  /** Makes a still picture from the recording; answers false when there is no picture to take. */
  'recording:makePoster': {
    input: z.object({ recordingId: idSchema }),
    output: z.object({ made: z.boolean() }),
  },
  /** Writes down what `peerId` says, now or as soon as it can be heard; idempotent. */
  'transcript:start': { input: peer, output: z.null() },
  /** Resolves when the last words were told. */
  'transcript:stop': { input: z.object({ roomId: idSchema }), output: z.null() },
  /**
   * Makes renditions, stills, sound levels and the file to download. Takes as long as that takes, answers at once
   * when it was done before; refuses with `recording.unfinishable` what no repetition can mend. An assistant's
   * recording is composed into the anchor's as `layouts` says; `captions` become a file of captions.
   */
  'recording:finish': {
    input: finishFactsSchema.extend({ recordingId: idSchema }),
    output: finishedRecordingSchema,
  },
  'recording:findFinished': {
    input: z.object({ recordingId: idSchema }),
    output: finishedRecordingSchema.nullable(),
  },
  /**
   * The file in the recording's folder that says how the anchor spoke (a `RecordingSpeech`). Null when it has not been
   * measured yet; asking begins it.
   */
  'recording:findSpeech': {
    input: z.object({ recordingId: idSchema }),
    output: z.object({ file: z.string().nullable() }),
  },
  /**
   * Fills holes between takes with chunks that the publisher's browser uploaded; `startedWallMs` is when it began
   * to record by its idea of the server's clock. `missed` holes lie within the copy and were not filled all the
   * same. Refuses with `copy.unusable` what no repetition can mend.
   */
  'recording:splice': {
    input: z.object({ recordingId: idSchema, copyId: idSchema, startedWallMs: z.number() }),
    output: z.object({ holes: z.number().int(), filled: z.number().int(), missed: z.number().int() }),
  },
  'recording:delete': { input: z.object({ recordingId: idSchema }), output: z.null() },
} as const;

export type MediaRequests = typeof mediaRequests;
export type MediaRequestName = keyof MediaRequests;
export type MediaInput<N extends MediaRequestName> = z.input<MediaRequests[N]['input']>;
export type MediaOutput<N extends MediaRequestName> = z.output<MediaRequests[N]['output']>;

/** What a media node tells the server without being asked. */
export type MediaFact =
  | {
      type: 'producerOpened';
      roomId: string;
      peerId: string;
      producerId: string;
      source: TrackSource;
      feed: Feed;
      audience: TrackAudience;
    }
  | {
      type: 'producerClosed';
      roomId: string;
      peerId: string;
      producerId: string;
      source: TrackSource;
      feed: Feed;
      audience: TrackAudience;
    }
  /** No packets from a publisher although nothing was closed, or packets again after that. */
  | { type: 'producerStalled'; roomId: string; peerId: string; producerId: string; stalled: boolean }
  /**
   * The worker that held the room died, or the whole node is out of reach. Transports of all its peers are
   * gone; the room may be opened anew.
   */
  | { type: 'roomLost'; roomId: string }
  /** A worker died that only carried viewers: their receiving transports are gone, the room goes on. */
  | { type: 'viewersLost'; roomId: string; peerIds: string[] }
  | { type: 'takeStarted'; recordingId: string; companion: string | null; take: string; atMs: number }
  | {
      type: 'takeStopped';
      recordingId: string;
      companion: string | null;
      take: string;
      atMs: number;
      cause: 'ended' | 'diskFull' | 'encoderFailed' | 'mediaLost';
      willRestart: boolean;
    }
  /** A recording that runs will soon have to stop, or need not any more. */
  | { type: 'diskLow'; recordingId: string; companion: string | null; freeBytes: number; low: boolean }
  /** The publisher that is listened to said something, or is saying it. */
  | { type: 'spoken'; roomId: string; segment: HeardSegment }
  /** How far the finish job is, 0 to 1. */
  | { type: 'finishProgressed'; recordingId: string; share: number };

/** The port through which the server drives a media node, in the same process or over the wire. */
export interface MediaPort {
  /** Throws `StudioError` with a `media.*` or `recording.*` code when the node refuses or is gone. */
  request<N extends MediaRequestName>(name: N, input: MediaInput<N>): Promise<MediaOutput<N>>;
  onFact(listener: (fact: MediaFact) => void): () => void;
  close(): Promise<void>;
}
