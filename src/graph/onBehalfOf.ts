import type { TokenCredentialOptions } from '@azure/identity';
import { graphScope } from './credentials.js';

/** The app that a person's token was issued for, and that asks in its place for one for Graph. */
export interface ExchangingApp {
  clientId: string;
  clientSecret: string;
  authorityHost: string;
  /** Names the cloud whose Graph the token is for. */
  baseUrl: string;
}

/** What carries requests to the authority; undefined: the library's own. */
export type AuthorityClient = TokenCredentialOptions['httpClient'];

/** `refused`: Entra answered, and wants consent or another step first; `code` is Entra's own, for the log. `away`: it didn't answer. */
export type Exchanged = { kind: 'token'; token: string } | { kind: 'refused' | 'away'; code: string };

/** From somebody's token for this app to their token for Graph. Never rejects, and keeps neither. */
export type Exchange = (tenantId: string, token: string) => Promise<Exchanged>;

/** A button's answer is awaited; the library alone would try for minutes. */
const PATIENCE_MS = 8_000;

/** Source: Microsoft identity platform, "OAuth 2.0 On-Behalf-Of flow". */
export function createExchange({ clientId, clientSecret, authorityHost, baseUrl }: ExchangingApp, httpClient?: AuthorityClient): Exchange {
  const options = { clientId, clientSecret, authorityHost, retryOptions: { maxRetries: 0 }, ...(httpClient && { httpClient }) };
  return async (tenantId, userAssertionToken) => {
    try {
      const { OnBehalfOfCredential } = await import('@azure/identity');
      const credential = new OnBehalfOfCredential({ ...options, tenantId, userAssertionToken });
      return { kind: 'token', token: (await credential.getToken(graphScope(baseUrl), { abortSignal: AbortSignal.timeout(PATIENCE_MS) })).token };
    } catch (cause) {
      return failure(cause as Error);
    }
  };
}

/** Entra numbers its refusals (Entra, "authentication and authorization error codes"); the sentence around the number may hold what is nobody's business. */
function failure({ name, message }: Error): Exchanged {
  const code = /\bAADSTS\d+\b/.exec(message)?.[0];
  return code === undefined ? { kind: 'away', code: name } : { kind: 'refused', code };
}
