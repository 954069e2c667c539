import { useEffect, useRef, useState } from 'react';

/**
 * What stands in a text field. The server trims what it stores: its echo must not take away the space that is being
 * typed, while words that somebody else wrote replace what stands here.
 */
export function useTyped(value: string, onType: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(value);
  const shown = useRef(text);
  shown.current = text;
  useEffect(() => {
    if (plain(shown.current) !== plain(value)) setText(value);
  }, [value]);
  return [
    text,
    (next) => {
      setText(next);
      onType(next);
    },
  ];
}

const plain = (text: string) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
