import type { MediaPort } from '@caipai/shared/schemas/media';
import type { Config } from './config/config.ts';
import type { Accounts } from './features/accounts/accounts.ts';
import type { LedgerWriter } from './features/ledger/ledger-writer.ts';
import type { Logger } from './observability/log.ts';
import type { Broadcast } from './realtime/broadcast.ts';
import type { Store } from './store/store.ts';

export interface Clock {
  /** Wall-clock milliseconds. */
  nowMs(): number;
}

/** The narrow ports that features work through; made once in app.ts. */
export interface Context {
  config: Config;
  log: Logger;
  clock: Clock;
  newId(): string;
  store: Store;
  ledger: LedgerWriter;
  media: MediaPort;
  accounts: Accounts;
  broadcast: Broadcast;
}
