// Adds up what vitest wrote down.

/**
 * The part of vitest's JSON report that we read.
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {boolean} success
 * @property {{ status: string, message?: string, assertionResults: { status: string }[] }[]} testResults one a file
 *
 * @typedef {{ passed: number, failed: number }} Tally
 */

/**
 * Counts passed and failed tests. A file that failed as a whole, say on import, holds no failed test, and counts as
 * one: nothing that went wrong may add up to zero.
 * @param {VitestReport} report
 * @returns {Tally}
 */
export function tallyOf(report) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  let failed = report.numFailedTests + brokenFiles;
  if (!report.success && failed === 0 && report.testResults.length > 0) failed = 1;
  return { passed: report.numPassedTests, failed };
}

/**
 * @param {Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  return tallies.reduce(
    (all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }),
    {
      passed: 0,
      failed: 0,
    },
  );
}
