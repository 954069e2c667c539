export type Field = HTMLTextAreaElement | HTMLInputElement;

export const fieldIn = (frame: HTMLElement | null): Field | null =>
  frame?.querySelector<Field>('textarea, input') ?? null;

/** Whatever decides where a letter stands. */
const letterStyles = [
  'fontFamily',
  'fontSize',
  'fontStyle',
  'fontWeight',
  'fontStretch',
  'fontKerning',
  'fontFeatureSettings',
  'fontVariantNumeric',
  'letterSpacing',
  'wordSpacing',
  'lineHeight',
  'tabSize',
  'textAlign',
  'textIndent',
  'textTransform',
  'direction',
  'paddingTop',
  'paddingRight',
  'paddingBottom',
  'paddingLeft',
] as const;

/** Lays the mirror exactly over the inside of the field; without the field's scroll bar, which takes width. */
function layOver(field: Field, mirror: HTMLElement, letters: HTMLElement, frame: HTMLElement): void {
  const from = frame.getBoundingClientRect();
  const to = field.getBoundingClientRect();
  mirror.style.left = `${to.left - from.left + field.clientLeft}px`;
  mirror.style.top = `${to.top - from.top + field.clientTop}px`;
  mirror.style.width = `${field.clientWidth}px`;
  mirror.style.height = `${field.clientHeight}px`;
  const style = getComputedStyle(field);
  for (const name of letterStyles) letters.style[name] = style[name];
  // One line stands in the middle of its field, whatever its line height.
  if (field instanceof HTMLInputElement) {
    const { paddingTop, paddingBottom } = style;
    letters.style.lineHeight = `${field.clientHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom)}px`;
  }
}

const scrollWith = (field: Field, letters: HTMLElement): void => {
  letters.style.transform = `translate(${-field.scrollLeft}px, ${-field.scrollTop}px)`;
};

/** Keeps the mirror over its field until the answer is called. */
export function keepOver(field: Field, mirror: HTMLElement, frame: HTMLElement): () => void {
  const letters = mirror.firstElementChild as HTMLElement;
  letters.toggleAttribute('data-line', field instanceof HTMLInputElement);
  const scroll = () => scrollWith(field, letters);
  const lay = () => {
    layOver(field, mirror, letters, frame);
    scroll();
  };
  const sizes = new ResizeObserver(lay);
  sizes.observe(field);
  sizes.observe(frame);
  field.addEventListener('scroll', scroll);
  // A line scrolls with its caret, and tells nobody.
  document.addEventListener('selectionchange', scroll);
  field.addEventListener('blur', scroll);
  return () => {
    sizes.disconnect();
    field.removeEventListener('scroll', scroll);
    document.removeEventListener('selectionchange', scroll);
    field.removeEventListener('blur', scroll);
  };
}

const marksIn = (mirror: HTMLElement) => mirror.querySelectorAll<HTMLElement>('[data-hit]');

/** The number of the hit under a point of the window. */
export function hitAt(mirror: HTMLElement, x: number, y: number): number | null {
  for (const mark of marksIn(mirror)) {
    for (const { left, right, top, bottom } of mark.getClientRects())
      if (x >= left && x <= right && y >= top && y <= bottom) return Number(mark.dataset.hit);
  }
  return null;
}

/** Where the hit begins, in the frame's own measures. */
export function placeOf(target: HTMLElement, frame: HTMLElement) {
  const [first] = target.getClientRects();
  const from = frame.getBoundingClientRect();
  return first
    ? { left: first.left - from.left, top: first.top - from.top, width: first.width, height: first.height }
    : null;
}

/** Scrolls the field until the hit can be seen, and the page until the field can. */
export function reveal(field: Field, mirror: HTMLElement, hit: number): void {
  const mark = mirror.querySelector<HTMLElement>(`[data-hit="${hit}"]`);
  const [rect] = mark?.getClientRects() ?? [];
  if (!rect) return;
  const box = mirror.getBoundingClientRect();
  if (rect.top < box.top || rect.bottom > box.bottom)
    field.scrollTop += rect.top - box.top - (box.height - rect.height) / 2;
  if (rect.left < box.left || rect.right > box.right)
    field.scrollLeft += rect.left - box.left - (box.width - rect.width) / 2;
  // The field's own word of it comes later; whoever looks where the words stand looks now.
  scrollWith(field, mirror.firstElementChild as HTMLElement);
  field.scrollIntoView({ block: 'nearest' });
}
