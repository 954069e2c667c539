/** Where in an element with one text node a character stands, in pixels from the element's upper edge. */
export function topOf(element: HTMLElement, offset: number): number {
  const node = element.firstChild;
  const length = node?.textContent?.length ?? 0;
  if (!node || length === 0) return 0;
  const range = document.createRange();
  // The end of a line may have no box of its own: then the one before it tells.
  for (let at = Math.min(offset, length - 1); at >= 0; at -= 1) {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const [box] = range.getClientRects();
    if (box && box.height > 0) return box.top - element.getBoundingClientRect().top;
  }
  return 0;
}

/** The first character of the line at this height. */
export function offsetAt(element: HTMLElement, topPx: number): number {
  const length = element.textContent?.length ?? 0;
  const firstWith = (fits: (top: number) => boolean) => {
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (fits(topOf(element, middle))) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const last = Math.max(0, firstWith((top) => top > topPx) - 1);
  const lineTopPx = topOf(element, last);
  return firstWith((top) => top > lineTopPx - 1);
}
