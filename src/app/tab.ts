import type { Turn } from '../bot/turn.js';
import type { Log, OwnToken } from '../bot/types.js';
import type { Config } from '../config.js';
import { createReports, exportEvidence, type Authority, type ReportParts as ReportSources } from '../flows/index.js';
import { closedGate, localGate, tokenGate, type Admission, type Caller, type Gate, type ReportParts } from '../http/index.js';
import type { Tenant } from './tenant.js';

interface TabOptions extends ReportSources {
  config: Config;
  tenant: Tenant;
  bot: Turn;
  authority: Authority;
  admission: Admission;
  log: Log;
}

export interface TabServices extends ReportParts {
  gate: Gate;
  isInTeams: boolean;
}

/** What the tab is made of: the same flows, the same buttons and the same people as the chat. */
export function createTab({ config, tenant, bot, authority, admission, log, ...sources }: TabOptions): TabServices {
  const { scanner, audit, now } = sources;
  const isDelegated = config.bot !== undefined && config.enforcement.writes === 'delegated' && !tenant.isDemo;
  return {
    reports: createReports(sources), isInTeams: config.bot !== undefined, appId: config.bot?.appId, gate: gateOf({ config, tenant, admission, log }),
    may: (caller) => authority.may(personOf(caller)),
    press: async (verb, data, caller) => {
      const outcome = await bot.press(verb, data, { ...personOf(caller), ...(isDelegated && { ownToken: onlyInChat }) })?.run();
      return outcome && { card: outcome.card, text: outcome.text };
    },
    exportFile: async (format, { accountId, name }, use) => {
      const madeAt = new Date(now()).toISOString();
      await exportEvidence(await scanner.current(), { audit, actor: { id: accountId, name }, format, madeAt }, ({ path }) => use(path));
    },
  };
}

/** A conversation of its own: a plan that was proposed in the tab is confirmed in the tab. */
const personOf = ({ accountId, tenantId, name }: Caller) => ({ conversationId: `tab:${accountId}`, personId: accountId, accountId, tenantId, name, isPersonal: true });

const onlyInChat: OwnToken = () =>
  Promise.resolve({ kind: 'refused', because: 'Changes are made with your own rights, and those I only get in the chat: ask me there to enforce it.' });

function gateOf({ config: { bot, tab }, tenant, admission, log }: Pick<TabOptions, 'config' | 'tenant' | 'admission' | 'log'>): Gate {
  if (bot) {
    const audiences = [bot.appId, `api://${bot.appId}`, `api://botid-${bot.appId}`, ...tab.audiences];
    return tokenGate({ audiences, authorityHost: tab.authorityHost, keysUrl: tab.keysUrl, tenantId: () => tenant.key, admission, log });
  }
  return tenant.visitor ? localGate(tenant.visitor) : closedGate('The report of a real tenant opens in Teams only: set MicrosoftAppId. Without Teams there is the demo.');
}
