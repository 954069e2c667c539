import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** `1:02:03`, or `02:03` under an hour: positions and lengths in a player. */
export function clockText(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  const seconds = total % 60;
  const tail = `${String(minutes).padStart(2, '0')}:${String(seconds).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** English as written outside the United States: the day before the month, and no morning or afternoon. */
const tagOf = (language: string): string => (language === 'en' ? 'en-GB' : language);

/** `21 Nov 2026, 14:30`, `2026年11月21日 14:30`, in the time zone of this machine unless another is named. */
export function dateFormats(language: string, timeZone?: string) {
  const zone = timeZone ? { timeZone } : {};
  const tag = tagOf(language);
  const day = { ...zone, day: 'numeric', month: 'short' } as const;
  const clock = { ...zone, hour: '2-digit', minute: '2-digit' } as const;
  const moment = new Intl.DateTimeFormat(tag, { ...day, ...clock, year: 'numeric' });
  const full = new Intl.DateTimeFormat(tag, { ...zone, dateStyle: 'full', timeStyle: 'long' });
  const date = new Intl.DateTimeFormat(tag, day);
  const time = new Intl.DateTimeFormat(tag, clock);
  return {
    moment: (ms: number) => moment.format(ms),
    full: (ms: number) => full.format(ms),
    /** Without the year: for what is about now. */
    date: (ms: number) => date.format(ms),
    time: (ms: number) => time.format(ms),
  };
}

/** Dates and lengths in words of the current language and the viewer's own time zone. */
export function useFormat() {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const relative = new Intl.RelativeTimeFormat(tagOf(i18n.language), { numeric: 'auto' });
    return {
      ...dateFormats(i18n.language),
      /** `3 天前`, `in 2 hours`: rough, for orientation. */
      relative: (ms: number, nowMs: number) => {
        const seconds = (ms - nowMs) / 1000;
        const size = Math.abs(seconds);
        if (size < 60) return relative.format(Math.round(seconds), 'second');
        if (size < 3600) return relative.format(Math.round(seconds / 60), 'minute');
        if (size < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
        return relative.format(Math.round(seconds / 86_400), 'day');
      },
      /** `12 MB`: decimal units, as downloads are shown everywhere. */
      bytes: (bytes: number) => {
        const [unit, size] =
          bytes >= 1e9
            ? ['gigabyte', bytes / 1e9]
            : bytes >= 1e5
              ? ['megabyte', bytes / 1e6]
              : ['kilobyte', Math.max(1, bytes / 1e3)];
        const digits = size < 10 ? 1 : 0;
        const style = { style: 'unit', unit: unit as string, unitDisplay: 'short' } as const;
        return new Intl.NumberFormat(tagOf(i18n.language), {
          ...style,
          maximumFractionDigits: digits,
        }).format(size as number);
      },
      length: (ms: number) => {
        const total = Math.round(ms / 1000);
        if (total < 60) return t('duration.seconds', { seconds: total });
        const minutes = Math.floor(total / 60);
        if (total % 60 === 0 && minutes < 60) return t('duration.wholeMinutes', { minutes });
        if (minutes < 60) return t('duration.minutes', { minutes, seconds: total % 60 });
        return t('duration.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
      },
    };
  }, [t, i18n.language]);
}
