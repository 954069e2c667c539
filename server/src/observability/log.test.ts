import { expect, it } from 'vitest';
import { withoutQueryValues } from './log.ts';

it('a failed query is logged with the database reason and without what people wrote', () => {
  const cause = Object.assign(new Error('violates foreign key constraint'), {
    code: '23503',
    detail: 'Key (session_id)=(secret words) is not present',
  });
  const error = new Error('Failed query: insert into "ledger" values ($1)\nparams: secret words', { cause });
  const logged = JSON.stringify(withoutQueryValues(error));
  expect(logged).toContain('23503');
  expect(logged).toContain('violates foreign key constraint');
  expect(logged).not.toContain('secret words');
});
