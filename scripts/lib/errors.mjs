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

/** System packages that only an administrator can install. */
export class MissingPackages extends SetupError {
  /**
   * @param {string[]} packages
   * @param {string[]} purposes what they are for, each as the end of "needed …"
   */
  constructor(packages, purposes) {
    super(`System packages are missing, needed ${purposes.join(', ')}: ${packages.join(' ')}`, {
      hint: `Install them and run the same command again:\n\n    sudo apt-get install -y ${packages.join(' ')}\n`,
    });
    this.packages = packages;
    this.purposes = purposes;
  }

  /**
   * One failure for several, so that the administrator is asked once.
   * @param {MissingPackages[]} failures
   */
  static together(failures) {
    const unique = new Set(failures.flatMap(({ packages }) => packages));
    return new MissingPackages(
      [...unique],
      failures.flatMap(({ purposes }) => purposes),
    );
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
