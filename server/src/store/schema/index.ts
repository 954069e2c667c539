export * from './accounts.ts';
export * from './cohorts.ts';
export * from './sessions.ts';
