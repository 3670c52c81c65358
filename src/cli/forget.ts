import type { Account, Snapshot } from '../engine/index.js';
import { openStore } from '../store/index.js';
import { UsageError, type Command } from './command.js';
import { chosenTenant, openTenant, TENANT_OPTION } from './tenant.js';

const LOCAL_OPERATOR = { id: 'local-operator', name: 'the local operator' };
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const forget: Command = {
  name: 'forget',
  usage: 'forget <object id or address> [--tenant ID]',
  help: 'takes a person out of all that is kept: conversations, votes, tickets, past scans, names in the audit log; stop the bot first',
  options: TENANT_OPTION,
  failure: 1,
  async run({ words: [who], options, config, terminal }) {
    if (!who) throw new UsageError(`forget needs an account; usage: ${forget.usage}`);
    const settings = chosenTenant(config(), options.tenant);
    const tenant = await openTenant(settings);
    const key = await tenant.key().finally(() => tenant.close());
    const store = await openStore({ databaseUrl: settings.databaseUrl, dataDir: settings.dataDir, log: terminal.note, now: Date.now });
    try {
      const accountId = ID.test(who) ? who.toLowerCase() : idOf(await store.scans(key).latest(), who);
      terminal.note(`${await store.forget(key, accountId, LOCAL_OPERATOR)} rows no longer name \`${who}\`; an account that is still in the directory is read again at the next scan`);
      return 0;
    } finally {
      await store.close();
    }
  },
};

function idOf(snapshot: Snapshot | undefined, address: string): string {
  const names = ({ userPrincipalName, mail }: Account): boolean => [userPrincipalName, mail].some((each) => each?.toLowerCase() === address.toLowerCase());
  const account = snapshot?.accounts.find(names);
  if (!account) throw new Error(`no account with the address \`${address}\` is in the last scan: use its object id`);
  return account.id;
}
