import { tokenOwner } from '../bot/teams/tokenOwner.js';
import type { Log, OwnToken } from '../bot/types.js';
import type { Config } from '../config.js';
import { createExchange, type AuthorityClient, type Exchange } from '../graph/index.js';
import type { Caller } from '../http/index.js';

/** Undefined where the bot has no secret to ask Entra with, such as with a managed identity. */
export function exchangeOf({ bot, graph, tab }: Config, authorityClient?: AuthorityClient): Exchange | undefined {
  const clientSecret = bot?.settings.MicrosoftAppPassword;
  if (!bot || !graph || !clientSecret) return undefined;
  return createExchange({ clientId: bot.appId, clientSecret, authorityHost: tab.authorityHost, baseUrl: graph.baseUrl }, authorityClient);
}

/** The caller's own token for Graph. INVARIANT: it is the caller's, as the gate has verified them, or there is none. */
export function tabToken(exchange: Exchange | undefined, { token, accountId, tenantId }: Caller, log: Log): OwnToken {
  return async () => {
    if (!exchange || !token) return refused(NOT_HERE);
    const exchanged = await exchange(tenantId, token);
    if (exchanged.kind === 'token') return tokenOwner(exchanged.token, { accountId, tenantId }) === 'sender' ? exchanged : refused(NOT_YOURS);
    log(`a token of the tab could not be exchanged (${exchanged.code})`);
    return refused(exchanged.kind === 'refused' ? NEEDS_MORE : AWAY);
  };
}

const refused = (because: string) => ({ kind: 'refused', because }) as const;
const NOT_HERE = 'Changes are made with your own rights, and those I only get in the chat: ask me there to enforce it.';
const NOT_YOURS = 'Entra gave no token of yours, and nothing was changed: ask me in our chat to enforce it.';
const NEEDS_MORE = 'Entra lets nobody act for you from here yet, because your consent or another step of signing in is missing, and nothing was changed: ask me in our chat to enforce it, there you can sign in.';
const AWAY = 'Entra can\'t be reached now, and nothing was changed. Try again in a minute, or ask me in our chat.';
