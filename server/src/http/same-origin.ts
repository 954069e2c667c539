import { refuse } from '@caipai/shared/protocol/result';
import type { NextFunction, Request, Response } from 'express';

const readMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Cross-site request forgery: whatever changes something must come from our own pages. Browsers send
 * `Origin` (or at least `Sec-Fetch-Site`) with such requests; programs without a browser send neither.
 */
export function sameOriginOnly(request: Request, response: Response, next: NextFunction): void {
  if (readMethods.has(request.method)) {
    next();
    return;
  }
  const origin = request.get('origin');
  const foreignOrigin = origin !== undefined && URL.parse(origin)?.host !== request.get('host');
  const site = request.get('sec-fetch-site');
  const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (foreignOrigin || foreignSite) {
    response.status(403).json(refuse('auth.forbidden'));
    return;
  }
  next();
}
