import { useCallback, useState } from 'react';

/** A choice that this browser keeps: volume, danmaku density, devices. */
export function useRemembered<T extends object>(key: string, initial: T): [T, (change: Partial<T>) => void] {
  const [value, setValue] = useState<T>(() => ({ ...initial, ...read<T>(key) }));
  const change = useCallback(
    (part: Partial<T>) =>
      setValue((before) => {
        const next = { ...before, ...part };
        remember(key, next);
        return next;
      }),
    [key],
  );
  return [value, change];
}

export function read<T>(key: string): Partial<T> {
  try {
    return JSON.parse(localStorage.getItem(`caipai.${key}`) ?? '{}') as Partial<T>;
  } catch {
    return {};
  }
}

export function remember(key: string, value: object): void {
  try {
    localStorage.setItem(`caipai.${key}`, JSON.stringify(value));
  } catch {
    // Then it holds until the page is closed.
  }
}
