import type { Account, Snapshot } from '../engine/index.js';
import { openStore, type Forgotten } from '../store/index.js';
import { UsageError, type Command } from './command.js';
import { chosenTenant, openTenant, TENANT_OPTION } from './tenant.js';
import { plain } from './terminal.js';

const LOCAL_OPERATOR = { id: 'local-operator', name: 'the local operator' };
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const forget: Command = {
  name: 'forget',
  usage: 'forget <object id or address> [--tenant ID]',
  help: 'takes a person out of all that is kept, and says what was deleted, and what stays and why; with the embedded database, stop the bot first',
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
      terminal.print(told(who, await store.forget(key, accountId, LOCAL_OPERATOR)));
      return 0;
    } finally {
      await store.close();
    }
  },
};

/** What was deleted, what stays without the person, and what still names them. */
function told(who: string, { deleted, erased, kept }: Forgotten): string {
  const rows = (tables: Record<string, number>): string => Object.entries(tables).map(([table, count]) => `${table} ${count}`).join(', ') || 'nothing';
  return [
    `\`${plain(who)}\` is forgotten in what this bot keeps; rows by table:`, `deleted: ${rows(deleted)}`, `no longer named in: ${rows(erased)}`,
    ...[...kept, ...BEYOND].map((sentence) => `kept: ${plain(sentence)}`), '',
  ].join('\n');
}

/** What no database knows of. */
const BEYOND = [
  'backups made before, cards already sent to Teams, and the process log: delete them where they are',
  'bots that run have the last scan in memory until the next one; an account that is still in the directory is read again then',
];

function idOf(snapshot: Snapshot | undefined, address: string): string {
  const names = ({ userPrincipalName, mail }: Account): boolean => [userPrincipalName, mail].some((each) => each?.toLowerCase() === address.toLowerCase());
  const account = snapshot?.accounts.find(names);
  if (!account) throw new Error(`no account with the address \`${address}\` is in the last scan: use its object id`);
  return account.id;
}
