import type { Database } from './database.ts';
import { cohortRepository } from './repositories/cohorts.ts';
import { copyRepository } from './repositories/copies.ts';
import { ledgerRepository } from './repositories/ledger.ts';
import { peopleRepository } from './repositories/people.ts';
import { productRepository } from './repositories/products.ts';
import { recordingRepository } from './repositories/recordings.ts';
import { rundownRepository } from './repositories/rundowns.ts';
import { sessionRepository } from './repositories/sessions.ts';
import { shelfRepository } from './repositories/shelf.ts';
import { speechRepository } from './repositories/speech.ts';

export function createStore(db: Database) {
  return {
    people: peopleRepository(db),
    cohorts: cohortRepository(db),
    sessions: sessionRepository(db),
    rundowns: rundownRepository(db),
    recordings: recordingRepository(db),
    copies: copyRepository(db),
    ledger: ledgerRepository(db),
    products: productRepository(db),
    shelf: shelfRepository(db),
    speech: speechRepository(db),
  };
}
export type Store = ReturnType<typeof createStore>;
