import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './server/src/store/schema/index.ts',
  out: './server/src/store/migrations',
});
