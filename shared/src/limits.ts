/** Limits that both the form in the browser and the parser at the edge apply. Free of dependencies. */

export const DANMAKU_MAX_CHARS = 60;
export const DANMAKU_MIN_INTERVAL_MS = 1_000;
export const DANMAKU_BURST = 3;

/** One line at 28 px across a phone: 14 Chinese characters or 28 Latin letters. */
export const CUE_TEXT_MAX_CHARS = 28;

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

/** How soon one person may change the layout again: every change is in the ledger and in the download. */
export const LAYOUT_MIN_INTERVAL_MS = 1_000;

/** A copy in the anchor's browser: eleven hours of chunks, none of them larger than this. */
export const COPY_MAX_CHUNKS = 20_000;
export const COPY_CHUNK_MAX_BYTES = 16 * 1024 * 1024;
/** A page that is opened anew, or changes its camera, begins a new copy. */
export const COPIES_PER_SESSION = 30;

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
