import { setTimeout as wait } from 'node:timers/promises';
import type { Activity, SignInUrlResponse, TokenResponse } from 'botbuilder';
import type { UserTokenClient } from 'botframework-connector';

/** `refused`: the service answered, and gives no token. `away`: it didn't answer, or not with sense. */
export type Tokens = { kind: 'token'; token: string } | { kind: 'refused' } | { kind: 'away'; cause: unknown };

/** The tokens that the Bot Framework token service keeps for one person on one connection; nothing is kept here. */
export interface UserTokens {
  /** With the code that a sign-in in the browser ended with, where there was one. */
  get(code?: string): Promise<Tokens>;
  /** From the token of Teams' single sign-on to one for Graph. */
  exchange(ssoToken: string): Promise<Tokens>;
  /** Where to sign in. Throws where the service doesn't tell. */
  signInResource(): Promise<SignInUrlResponse>;
  /** Throws where the service didn't do it. */
  signOut(): Promise<void>;
}

/** Teams gives an invoke ten seconds in all; the SDK itself would wait for ever and try three times. */
const PATIENCE_MS = 3_000;

/** Holds nothing of the turn: answers also after it has ended. */
export function userTokens(client: UserTokenClient, connectionName: string, activity: Activity): UserTokens {
  const { from: { id: userId }, channelId } = activity;
  return {
    get: (code) => tokens(client.getUserToken(userId, connectionName, channelId, code as string)),
    exchange: (token) => tokens(client.exchangeToken(userId, connectionName, channelId, { token })),
    signInResource: () => soon(client.getSignInResource(connectionName, activity, undefined as unknown as string)),
    signOut: () => soon(client.signOutUser(userId, connectionName, channelId)),
  };
}

/** The SDK gives some refusals (400 and 404) as an answer without a token, and throws the others. */
async function tokens(asked: Promise<TokenResponse | undefined>): Promise<Tokens> {
  try {
    const token = (await soon(asked))?.token;
    return token ? { kind: 'token', token } : { kind: 'refused' };
  } catch (cause) {
    return isRefusal(cause) ? { kind: 'refused' } : { kind: 'away', cause };
  }
}

/** 401 and 403 are about the bot's own credentials, 408 and 429 about the moment; nothing the person signs in to would help. */
const NOT_ABOUT_THE_PERSON = new Set([401, 403, 408, 429]);

function isRefusal(cause: unknown): boolean {
  const { statusCode } = cause as { statusCode?: number };
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 && !NOT_ABOUT_THE_PERSON.has(statusCode);
}

async function soon<T>(asked: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = wait(PATIENCE_MS, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`the token service did not answer within ${PATIENCE_MS} ms`);
  });
  return Promise.race([asked, late]).finally(() => timer.abort());
}
