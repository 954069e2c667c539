import type { SpeechFrame, SpeechSecond } from '@caipai/shared/schemas/speech';

/** What the audio thread tells the page: ten frames and one second a second. */
export type SpeechNews = { frame: SpeechFrame } | { second: SpeechSecond };
