const BYTE_ORDER_MARK = '\ufeff';

/** The lines of a stream of UTF-8, without their ends; the last may lack one. Read as the stream flows. */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  // The decoder must keep the mark, else a line's offsets would depend on where the stream was cut.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let isFirst = true;
  /** Pieces of a line whose end has not come: joined once, however many there are. */
  let pieces: string[] = [];
  const finish = (): string => {
    let line = pieces.join('');
    pieces = [];
    if (line.endsWith('\r')) line = line.slice(0, -1);
    if (isFirst && line.startsWith(BYTE_ORDER_MARK)) line = line.slice(1);
    isFirst = false;
    return line;
  };
  for await (const chunk of stream) {
    const [head = '', ...rest] = decoder.decode(chunk, { stream: true }).split('\n');
    pieces.push(head);
    for (const piece of rest) {
      yield finish();
      pieces.push(piece);
    }
  }
  pieces.push(decoder.decode());
  if (pieces.some((piece) => piece.length > 0)) yield finish();
}
