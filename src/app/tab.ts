import type { Turn } from '../bot/turn.js';
import type { Log } from '../bot/types.js';
import type { Config } from '../config.js';
import { createReports, exportEvidence, type Authority, type ReportParts as ReportSources } from '../flows/index.js';
import { closedGate, gateByTenant, localGate, tokenGate, type Admission, type Caller, type Gate, type ReportParts } from '../http/index.js';
import type { AuthorityClient } from '../graph/index.js';
import { exchangeOf, tabToken } from './tabToken.js';
import type { Tenant } from './tenant.js';

export interface TabOptions extends ReportSources {
  config: Config;
  tenant: Tenant;
  bot: Turn;
  authority: Authority;
  admission: Admission;
  log: Log;
}

export interface TabServices {
  gate: Gate;
  /** Of the tenant whose gate let the caller in. */
  reportOf(caller: Caller): ReportParts;
  isInTeams: boolean;
}

/** One address for all tenants. INVARIANT: a caller gets the report of the tenant whose gate has verified the token, and no other. */
export function createTab(tenants: readonly TabOptions[], authorityClient?: AuthorityClient): TabServices {
  const tabs = tenants.map((options) => ({ tenantId: options.config.graph?.tenantId, gate: gateOf(options), report: reportOf(options, authorityClient) }));
  const [first] = tabs as [(typeof tabs)[number]];
  const isInTeams = tenants[0]?.config.bot !== undefined;
  if (tabs.length === 1) return { isInTeams, gate: first.gate, reportOf: () => first.report };
  const reports = new Map(tabs.map(({ tenantId, report }) => [tenantId, report]));
  return { isInTeams, gate: gateByTenant(new Map(tabs.map(({ tenantId, gate }) => [tenantId, gate])), first.gate), reportOf: ({ tenantId }) => reports.get(tenantId.toLowerCase())! };
}

/** What a tenant's pages are made of: the same flows, the same buttons and the same people as the chat. */
function reportOf({ config, tenant, bot, authority, log, ...sources }: TabOptions, authorityClient: AuthorityClient | undefined): ReportParts {
  const { scanner, audit, now } = sources;
  const exchange = exchangeOf(config, authorityClient);
  const isDelegated = config.bot !== undefined && config.enforcement.writes === 'delegated' && !tenant.isDemo;
  return {
    reports: createReports(sources), appId: config.bot?.appId,
    may: (caller) => authority.may(personOf(caller)),
    press: async (verb, data, caller) => {
      const outcome = await bot.press(verb, data, { ...personOf(caller), ...(isDelegated && { ownToken: tabToken(exchange, caller, log) }) })?.run();
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

function gateOf({ config: { bot, tab }, tenant, admission, log }: Pick<TabOptions, 'config' | 'tenant' | 'admission' | 'log'>): Gate {
  if (bot) {
    const audiences = [bot.appId, `api://${bot.appId}`, `api://botid-${bot.appId}`, ...tab.audiences];
    return tokenGate({ audiences, authorityHost: tab.authorityHost, keysUrl: tab.keysUrl, tenantId: () => tenant.key, admission, log });
  }
  return tenant.visitor ? localGate(tenant.visitor) : closedGate('The report of a real tenant opens in Teams only: set MicrosoftAppId. Without Teams there is the demo.');
}
