import { serverNow } from '../net/clock.ts';
import { useFormat } from './format.ts';

/** A moment in the viewer's own time zone; the full date on hover. */
export function TimeText({ ms, as = 'moment' }: { ms: number; as?: 'moment' | 'time' | 'relative' }) {
  const format = useFormat();
  const text = as === 'relative' ? format.relative(ms, serverNow()) : format[as](ms);
  return (
    <time className="num" dateTime={new Date(ms).toISOString()} title={format.full(ms)}>
      {text}
    </time>
  );
}
