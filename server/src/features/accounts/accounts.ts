import type { IncomingHttpHeaders } from 'node:http';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { PASSWORD_MIN_CHARS } from '@caipai/shared/limits';
import type { SystemRole } from '@caipai/shared/schemas/account';
import type { Locale } from '@caipai/shared/schemas/common';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { APIError } from 'better-auth/api';
import { fromNodeHeaders } from 'better-auth/node';
import type { Logger } from '../../observability/log.ts';
import type { Database } from '../../store/database.ts';
import * as schema from '../../store/schema/index.ts';

export interface SignedIn {
  id: string;
  name: string;
  email: string;
  role: SystemRole;
  locale: Locale | null;
}

/** What a sign-in or sign-out leaves in the browser. */
export interface CookieAnswer {
  setCookies: string[];
  userId: string;
}

function toStudioError(error: unknown): unknown {
  if (!(error instanceof APIError)) return error;
  const code = error.body?.code ?? '';
  if (code.startsWith('USER_ALREADY_EXISTS'))
    return new StudioError('auth.emailTaken', code, { cause: error });
  if (error.status === 'UNAUTHORIZED')
    return new StudioError('auth.wrongCredentials', code, { cause: error });
  if (error.status === 'BAD_REQUEST') return new StudioError('input.invalid', code, { cause: error });
  return error;
}

/**
 * Accounts and cookies, kept by better-auth. Only this file knows the library: the rest asks who is
 * signed in and hands the cookies on.
 */
export function createAccounts(options: {
  db: Database;
  secret: string;
  secureCookies: boolean;
  baseUrl: string;
  log: Logger;
}) {
  const auth = betterAuth({
    secret: options.secret,
    baseURL: options.baseUrl,
    database: drizzleAdapter(options.db, {
      provider: 'pg',
      schema: {
        user: schema.user,
        session: schema.authSession,
        account: schema.account,
        verification: schema.verification,
      },
    }),
    emailAndPassword: { enabled: true, minPasswordLength: PASSWORD_MIN_CHARS, autoSignIn: true },
    user: {
      additionalFields: {
        role: { type: 'string', required: false, defaultValue: 'member', input: false },
        locale: { type: 'string', required: false, input: false },
      },
    },
    session: { expiresIn: 60 * 60 * 24 * 14 },
    advanced: { useSecureCookies: options.secureCookies, cookiePrefix: 'caipai' },
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      log: (_level, message) => options.log.error({ library: 'better-auth' }, message),
    },
  });

  function cookiesOf(headers: Headers): string[] {
    return headers.getSetCookie();
  }

  return {
    /** The person behind the request's cookie, or null. */
    async read(headers: IncomingHttpHeaders): Promise<SignedIn | null> {
      const found = await auth.api.getSession({ headers: fromNodeHeaders(headers) });
      if (!found) return null;
      const { id, name, email, role, locale } = found.user;
      return {
        id,
        name,
        email,
        role: role === 'admin' ? 'admin' : 'member',
        locale: locale === 'zh-CN' || locale === 'en' ? locale : null,
      };
    },

    /** Throws `auth.emailTaken` or `input.invalid`. */
    async signUp(input: { name: string; email: string; password: string }): Promise<CookieAnswer> {
      try {
        const answer = await auth.api.signUpEmail({ body: input, returnHeaders: true });
        return { setCookies: cookiesOf(answer.headers), userId: answer.response.user.id };
      } catch (error) {
        throw toStudioError(error);
      }
    },

    /** Throws `auth.wrongCredentials`, the same for an unknown address and a wrong password. */
    async signIn(input: { email: string; password: string }): Promise<CookieAnswer> {
      try {
        const answer = await auth.api.signInEmail({ body: input, returnHeaders: true });
        return { setCookies: cookiesOf(answer.headers), userId: answer.response.user.id };
      } catch (error) {
        throw toStudioError(error);
      }
    },

    async signOut(headers: IncomingHttpHeaders): Promise<string[]> {
      const answer = await auth.api.signOut({ headers: fromNodeHeaders(headers), returnHeaders: true });
      return cookiesOf(answer.headers);
    },
  };
}
export type Accounts = ReturnType<typeof createAccounts>;
