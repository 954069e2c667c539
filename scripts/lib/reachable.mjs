/** How long an address may take to answer before we count the machine as cut off from it. */
const patienceMs = 8_000;

/** @type {Map<string, Promise<boolean>>} */
const known = new Map();

/**
 * Whether a site answers at all, whatever it says; asked once per site.
 * @param {string} url
 * @returns {Promise<boolean>}
 */
export function isReachable(url) {
  const { origin } = new URL(url);
  let answer = known.get(origin);
  if (!answer) {
    answer = fetch(origin, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    }).then(
      () => true,
      () => false,
    );
    known.set(origin, answer);
  }
  return answer;
}
