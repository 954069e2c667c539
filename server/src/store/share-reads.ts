/**
 * Many who ask for the same at the same moment, as a class does that comes in at once, cost two reads and not one
 * each. Nobody gets an answer older than the question: who asks while a read is on its way shares the next one.
 */
export function shareReads<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  const next = new Map<string, Promise<T>>();

  function start(key: string): Promise<T> {
    const reading = read(key);
    running.set(key, reading);
    const done = () => {
      if (running.get(key) === reading) running.delete(key);
    };
    reading.then(done, done);
    return reading;
  }

  return (key) => {
    const before = running.get(key);
    if (!before) return start(key);
    const waiting = next.get(key);
    if (waiting) return waiting;
    const begin = () => {
      next.delete(key);
      return start(key);
    };
    const coming = before.then(begin, begin);
    next.set(key, coming);
    return coming;
  };
}
