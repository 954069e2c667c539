/** Whose settings to explain. Rough on purpose: the steps differ between these and hardly within them. */
export type BrowserFamily = 'chromium' | 'safari' | 'firefox' | 'phone';

export function browserFamily(agent: string = navigator.userAgent): BrowserFamily {
  if (/Android|iPhone|iPad|Mobile/.test(agent)) return 'phone';
  if (/Firefox\//.test(agent)) return 'firefox';
  if (/Safari\//.test(agent) && !/Chrom(e|ium)\//.test(agent)) return 'safari';
  return 'chromium';
}
