/** Limits that both the form in the browser and the parser at the edge apply. Free of dependencies. */

export const DANMAKU_MAX_CHARS = 60;
export const DANMAKU_MIN_INTERVAL_MS = 1_000;
export const DANMAKU_BURST = 3;
/** The longest wait between two comments of one person that slow mode may ask for. */
export const SLOW_MODE_MAX_SECONDS = 300;

/** One line at 28 px across a phone: 14 Chinese characters or 28 Latin letters. */
export const CUE_TEXT_MAX_CHARS = 28;
export const CUE_PALETTE_MAX_KEYS = 12;
/** Prompts that a segment of the rundown may carry. */
export const PLANNED_CUES_PER_SEGMENT = 8;
/** A planned prompt that could not be sent so long after its moment has missed it. */
export const PLANNED_CUE_LATE_MS = 5_000;
/** A prompt that reaches its screen later than this disturbs more than it helps. */
export const CUE_FRESH_MS = 15_000;

export const VIOLATION_WORDS_MAX_CHARS = 60;

export const NAME_MAX_CHARS = 40;
export const TITLE_MAX_CHARS = 80;
export const NOTE_MAX_CHARS = 500;
export const RUNDOWN_MAX_SEGMENTS = 60;
export const RUBRIC_MAX_CRITERIA = 30;
export const PASSWORD_MIN_CHARS = 8;

/** How long an anchor who dropped may come back into the same session. */
export const INTERRUPTION_GRACE_MS = 60_000;

/** How often a page on air says how its connection is doing, and how soon after that at the earliest again. */
export const HEALTH_EVERY_MS = 15_000;
export const HEALTH_MIN_INTERVAL_MS = 5_000;

/** Readings of a voice: one a second, sent ten at a time, a few more where the sender was held up. */
export const SPEECH_BATCH_SECONDS = 10;
export const SPEECH_BATCH_MAX = 12;
export const SPEECH_MIN_INTERVAL_MS = 3_000;
/** Readings that waited longer than this for a network are of no use on air, and not taken any more. */
export const SPEECH_LATEST_MS = 5 * 60_000;

/** The media plane ends a probe of the network after this, whatever the page does. */
export const PROBE_MAX_MS = 10_000;

/** How soon one person may change the layout again: every change is in the ledger and in the download. */
export const LAYOUT_MIN_INTERVAL_MS = 1_000;

/** A copy in the anchor's browser: eleven hours of chunks, none of them larger than this. */
export const COPY_MAX_CHUNKS = 20_000;
export const COPY_CHUNK_MAX_BYTES = 16 * 1024 * 1024;
/** A page that is opened anew, or changes its camera, begins a new copy. */
export const COPIES_PER_SESSION = 30;
/** All copies of one session at the server: more than an hour of holes. */
export const COPIES_MAX_BYTES = 4 * 1024 ** 3;

/**
 * What can wait (uploads, fills, finished recordings) leaves so many times the free space at which recordings of
 * live sessions stop: it must not be what stops them.
 */
export const FREE_SPACE_FACTOR = 2;

export const SCRIPT_MAX_CHARS = 5_000;
/** Who writes in a segment says so this often, and is believed for so long after the last word of it. */
export const EDITING_EVERY_MS = 5_000;
export const EDITING_EXPIRES_MS = 12_000;

/** A million yuan: beyond it somebody has slipped on the keyboard. */
export const PRICE_MAX_FEN = 100_000_000;
export const FACT_MAX_CHARS = 300;
export const CLAIM_MAX_CHARS = 80;
export const CLAIMS_PER_PRODUCT = 30;
export const PRODUCTS_PER_COHORT = 500;
export const EVIDENCE_MAX_BYTES = 10 * 1024 * 1024;
export const FILES_PER_PRODUCT = 20;
export const SHELF_MAX_PRODUCTS = 50;
export const STOCK_MAX = 1_000_000;
export const FLASH_MAX_SECONDS = 3_600;
export const ORDER_MAX_PIECES = 99;

/** A sentence of the transcript: longer ones are cut. */
export const TRANSCRIPT_MAX_CHARS = 200;
export const TRANSCRIPT_MAX_MS = 60_000;
/** How often the words that are being said are told, and how soon again a browser may do so. */
export const TRANSCRIPT_PARTIAL_EVERY_MS = 700;
export const TRANSCRIPT_PARTIAL_MIN_INTERVAL_MS = 400;
/** Sentences of one person: so many at once after the network was away, then one in so long. */
export const TRANSCRIPT_BURST = 30;
export const TRANSCRIPT_MIN_INTERVAL_MS = 500;
/** How many sentences a page that opens gets; the replay has them all. */
export const TRANSCRIPT_ON_JOIN = 40;
