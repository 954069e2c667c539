import { useAccess } from '../live/room-context.tsx';
import { SpeechChoices } from '../speech/speech-choices.tsx';
import { useSpeechChoices } from './use-speech-choices.ts';

/** On air in the hand the microphone's menu is put away: what it asks of the anchor's figures stands in the sheet. */
export function SpeechSettings() {
  const { shareSpeech } = useAccess();
  const { standing, refusal, answer, share } = useSpeechChoices();
  if (!shareSpeech || standing.figures === 'off') return null;
  return (
    <SpeechChoices
      standing={standing}
      refusal={refusal}
      onAnswer={(given) => void answer(given)}
      onShare={(each) => void share(each)}
    />
  );
}
