/** A program that set-up found for the tests; without it a test must fail, not pass by doing nothing. */
export function requiredSetting(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: run the tests through "npm test", which finds the program`);
  return value;
}
