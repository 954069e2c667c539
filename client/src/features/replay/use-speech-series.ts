import type { SessionDetail } from '@caipai/shared/schemas/session';
import type { RecordedSpan } from '@caipai/shared/timeline/media-clock';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { recordingSpeechQuery, speechQuery } from '../../net/queries.ts';
import { fromLedger, fromRecording, type SpokenSecond } from './speech-series.ts';

const POLL_MS = 3_000;

/** Where the figures come from, or why there are none. */
export type SpeechSource = 'ledger' | 'recording' | 'measuring' | 'none' | 'loading';

/** From the ledger; of a session that has none there, from its recording, which is measured when it is asked for. */
export function useSpeechSeries(
  { id, access }: SessionDetail,
  spans: readonly RecordedSpan[],
): { source: SpeechSource; series: SpokenSecond[] } {
  const { data: spoken } = useQuery({
    ...speechQuery(id),
    enabled: access.seeSpeech,
    refetchInterval: ({ state: { data } }) => (data?.recording === 'measuring' ? POLL_MS : false),
  });
  const measured = spoken?.recording === 'measured';
  const { data: recording, isError } = useQuery({ ...recordingSpeechQuery(id), enabled: measured });
  return useMemo(() => {
    // What is shared no longer may still lie in this page's cache.
    if (!access.seeSpeech) return { source: 'none', series: [] };
    if (!spoken) return { source: 'loading', series: [] };
    if (spoken.readings.length > 0) return { source: 'ledger', series: fromLedger(spoken.readings, spans) };
    if (measured && recording) return { source: 'recording', series: fromRecording(recording.seconds) };
    if (measured) return { source: isError ? 'none' : 'loading', series: [] };
    return { source: spoken.recording === 'measuring' ? 'measuring' : 'none', series: [] };
  }, [access.seeSpeech, spoken, measured, recording, isError, spans]);
}
