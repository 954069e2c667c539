export * from './accounts.ts';
export * from './cohorts.ts';
export * from './products.ts';
export * from './recordings.ts';
export * from './sessions.ts';
export * from './shelf.ts';
