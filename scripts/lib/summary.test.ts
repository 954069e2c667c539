import { expect, test } from 'vitest';
import { sum, tallyOf } from './summary.mjs';

const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }] };

test('tests are counted as vitest counts them', () => {
  const failedFile = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] };
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    success: false,
    testResults: [passedFile, failedFile],
  };
  expect(tallyOf(report)).toEqual({ passed: 2, failed: 1 });
});

test('a file that could not even be imported counts as failed', () => {
  const broken = { status: 'failed', message: 'SyntaxError', assertionResults: [] };
  const report = { numPassedTests: 1, numFailedTests: 0, success: false, testResults: [passedFile, broken] };
  expect(tallyOf(report)).toEqual({ passed: 1, failed: 1 });
});

test('an error outside any test is not lost', () => {
  const report = { numPassedTests: 1, numFailedTests: 0, success: false, testResults: [passedFile] };
  expect(tallyOf(report)).toEqual({ passed: 1, failed: 1 });
});

test('the runs add up', () => {
  expect(
    sum([
      { passed: 3, failed: 0 },
      { passed: 0, failed: 2 },
    ]),
  ).toEqual({ passed: 3, failed: 2 });
  expect(sum([])).toEqual({ passed: 0, failed: 0 });
});
