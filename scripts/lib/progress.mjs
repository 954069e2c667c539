// Tells a person what is going on and for how long: a live line on a terminal, plain lines elsewhere.

const plainEveryMs = 10_000;
const liveEveryMs = 100;
const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** One piece of work under way. */
export class Progress {
  #startedAt = performance.now();
  #text = '';
  /** @type {number | null} */
  #fraction = null;
  #frame = 0;
  #timer;

  /**
   * @param {string} title
   * @param {{ typicalSeconds?: number, output?: NodeJS.WriteStream }} [options]
   */
  constructor(title, { typicalSeconds, output = process.stdout } = {}) {
    this.title = title;
    this.output = output;
    this.isLive = Boolean(output.isTTY);
    const usually = typicalSeconds ? `, usually ${formatDuration(typicalSeconds * 1000)}` : '';
    if (this.isLive) {
      this.#timer = setInterval(() => this.#drawLive(usually), liveEveryMs);
    } else {
      output.write(`• ${title}${usually} …\n`);
      this.#timer = setInterval(() => output.write(`  ${this.#line('')}\n`), plainEveryMs);
    }
    this.#timer.unref();
  }

  /**
   * @param {string} text what it is doing now
   * @param {number | null} [fraction] how far it is, 0 to 1, if that can be told
   */
  update(text, fraction = null) {
    this.#text = text;
    this.#fraction = fraction;
  }

  /** @param {string} [outcome] */
  done(outcome) {
    this.#end('✓', outcome);
  }

  fail() {
    this.#end('✗', 'failed');
  }

  /** Something worth a line of its own. @param {string} text */
  note(text) {
    if (this.isLive) this.output.write('\r\x1b[K');
    this.output.write(`  ${text}\n`);
  }

  get elapsedMs() {
    return performance.now() - this.#startedAt;
  }

  /**
   * @param {string} mark
   * @param {string} [outcome]
   */
  #end(mark, outcome) {
    clearInterval(this.#timer);
    if (this.isLive) this.output.write('\r\x1b[K');
    const what = outcome ? `: ${outcome}` : '';
    this.output.write(`${mark} ${this.title}${what} (${formatDuration(this.elapsedMs)})\n`);
  }

  /** @param {string} usually */
  #drawLive(usually) {
    const frame = spinner[this.#frame++ % spinner.length];
    const line = `${frame} ${this.#line(usually)}`.slice(0, Math.max(20, (this.output.columns ?? 80) - 1));
    this.output.write(`\r\x1b[K${line}`);
  }

  /** @param {string} usually */
  #line(usually) {
    const percent = this.#fraction === null ? '' : ` ${Math.floor(this.#fraction * 100)} %`;
    const text = this.#text ? `: ${this.#text}` : '';
    return `${this.title}${percent} (${formatDuration(this.elapsedMs)}${usually})${text}`;
  }
}

/** @param {number} ms */
export function formatDuration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  // Rounded before it is split, lest it read "3 min 60 s".
  const whole = Math.round(seconds);
  const rest = whole % 60;
  return `${Math.floor(whole / 60)} min${rest ? ` ${rest} s` : ''}`;
}
