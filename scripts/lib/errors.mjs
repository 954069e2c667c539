/** A failure of the set-up that its user can act on: shown without a stack. */
export class SetupError extends Error {
  /**
   * @param {string} message
   * @param {{ logPath?: string, details?: string[], hint?: string }} [more]
   */
  constructor(message, { logPath, details = [], hint } = {}) {
    super(message);
    this.name = 'SetupError';
    this.logPath = logPath;
    this.details = details;
    this.hint = hint;
  }
}

/**
 * Shows why a script ends, for a person.
 * @param {unknown} error
 */
export function printFailure(error) {
  const lines = ['', `✗ ${error instanceof Error ? error.message : error}`];
  if (error instanceof SetupError) {
    lines.push(...error.details.map((line) => `    ${line}`));
    if (error.hint) lines.push('', error.hint);
    if (error.logPath) lines.push(`  full log: ${error.logPath}`);
  } else if (error instanceof Error && error.stack) {
    lines.push(error.stack);
  }
  console.error(lines.join('\n'));
}
