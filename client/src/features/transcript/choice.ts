import type { SpeechLanguage } from '@caipai/shared/schemas/speech';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { currentLocale } from '../../i18n/index.ts';
import type { RecogniserTrouble } from '../../speech/browser-recogniser.ts';
import { read, remember } from '../live/remembered.ts';

interface Choice {
  /** They were told where the sound goes, and said yes. */
  on: boolean;
  language: SpeechLanguage;
}
interface Transcribing extends Choice {
  userId: string | null;
  trouble: RecogniserTrouble | null;
}

const store = createStore<Transcribing>(() => ({ userId: null, on: false, language: 'zh', trouble: null }));
/** A browser in a classroom has many people: each of them says yes for themself. */
const keyOf = (userId: string) => `transcript.${userId}`;

export function useTranscriptChoice(userId: string): Transcribing {
  const state = useStore(store);
  useEffect(() => {
    if (store.getState().userId === userId) return;
    const first: Choice = { on: false, language: currentLocale() === 'en' ? 'en' : 'zh' };
    store.setState({ ...first, ...read<Choice>(keyOf(userId)), userId, trouble: null });
  }, [userId]);
  return state.userId === userId ? state : { ...state, on: false };
}

export function chooseTranscript(change: Partial<Choice>): void {
  store.setState({ ...change, trouble: null });
  const { userId, on, language } = store.getState();
  if (userId) remember(keyOf(userId), { on, language } satisfies Choice);
}

export function browserRecognises(): boolean {
  return 'SpeechRecognition' in window || 'webkitSpeechRecognition' in window;
}

export function tellTrouble(trouble: RecogniserTrouble | null): void {
  if (store.getState().trouble !== trouble) store.setState({ trouble });
}
