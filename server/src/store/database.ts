import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { ConstructorOptions } from 'pg-boss';
import * as schema from './schema/index.ts';

/** One SQL dialect over both back ends; repositories never learn which one it is. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

export interface OpenDatabase {
  db: Database;
  backEnd: 'embedded' | 'postgres';
  /** How the job queue, which writes its own SQL, reaches the same database. */
  jobStore(): Promise<Pick<ConstructorOptions, 'db' | 'backend' | 'connectionString' | 'max'>>;
  close(): Promise<void>;
}

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

async function openEmbedded(folder: string): Promise<OpenDatabase> {
  const [{ PGlite }, { drizzle }, { migrate }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('drizzle-orm/pglite'),
    import('drizzle-orm/pglite/migrator'),
  ]);
  const client = await PGlite.create(folder);
  const db = drizzle(client, { schema });
  await migrate(db, { migrationsFolder });
  return {
    db,
    backEnd: 'embedded',
    async jobStore() {
      const { fromPglite } = await import('pg-boss');
      return { db: fromPglite(client), backend: 'pglite' };
    },
    close: () => client.close(),
  };
}

async function openPostgres(url: string, onIdleError: (error: Error) => void): Promise<OpenDatabase> {
  const [{ default: pg }, { drizzle }, { migrate }] = await Promise.all([
    import('pg'),
    import('drizzle-orm/node-postgres'),
    import('drizzle-orm/node-postgres/migrator'),
  ]);
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  // Without a listener an idle connection that the server drops would end the whole process.
  pool.on('error', onIdleError);
  const db = drizzle(pool, { schema });
  // Two processes may start at once; the lock lets one migrate while the other waits.
  const guard = await pool.connect();
  try {
    await guard.query('select pg_advisory_lock(727274)');
    await migrate(db, { migrationsFolder });
  } finally {
    await guard.query('select pg_advisory_unlock(727274)').catch(() => undefined);
    guard.release();
  }
  return {
    db,
    backEnd: 'postgres',
    jobStore: async () => ({ connectionString: url, max: 2 }),
    close: () => pool.end(),
  };
}

/** Opens PostgreSQL when `databaseUrl` is given, else the embedded database, and migrates it. */
export function openDatabase(options: {
  databaseUrl: string | null;
  dataDir: string;
  onIdleError: (error: Error) => void;
}): Promise<OpenDatabase> {
  return options.databaseUrl
    ? openPostgres(options.databaseUrl, options.onIdleError)
    : openEmbedded(path.join(options.dataDir, 'database'));
}
