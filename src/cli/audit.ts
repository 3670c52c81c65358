import { z } from 'zod';
import type { Config } from '../config.js';
import { openStore, StoreInUseError, type AuditStore, type Store } from '../store/index.js';
import { UsageError, type Command, type Terminal } from './command.js';
import { chosenTenant, openTenant, TENANT_OPTION } from './tenant.js';

const PAGE = 500;
const isoTime = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

export const audit: Command = {
  name: 'audit',
  usage: 'audit verify | audit export [--since <ISO 8601>] [--tenant ID]',
  help: 'what was changed and by whom: verify that nobody tampered with the log (exit status 1: somebody did, 2: it could not be read), or export it as JSON lines',
  options: { since: { type: 'string' }, ...TENANT_OPTION },
  failure: 2,
  async run({ words: [action], options, config, terminal }) {
    const work = ACTIONS.get(action ?? '');
    if (!work) throw new UsageError(`audit needs to be told what to do; usage: ${audit.usage}`);
    const since = options.since === undefined ? undefined : moment(String(options.since));
    const settings = chosenTenant(config(), options.tenant);
    const store = await openForAudit(settings, terminal);
    try {
      return await work(store.audit(await tenantKey(settings)), terminal, since);
    } finally {
      await store.close();
    }
  },
};

type Action = (log: AuditStore, terminal: Terminal, since: string | undefined) => Promise<number>;
const ACTIONS: ReadonlyMap<string, Action> = new Map([['verify', verify], ['export', exportLog]]);

async function verify(log: AuditStore, { print }: Terminal): Promise<number> {
  const result = await log.verify();
  if (result.intact) print(result.rows === 0 ? 'intact: 0 entries\n' : `intact: ${result.rows} entries, head ${result.head}\n`);
  else print(`broken: entry ${result.sequence} ${result.problem}\n`);
  return result.intact ? 0 : 1;
}

async function exportLog(log: AuditStore, { print }: Terminal, since: string | undefined): Promise<number> {
  let afterSequence = 0;
  for (;;) {
    const page = await log.read({ ...(since && { since }), afterSequence, limit: PAGE });
    for (const row of page) print(`${JSON.stringify(row)}\n`);
    if (page.length < PAGE) return 0;
    afterSequence = page.at(-1)!.sequence;
  }
}

function moment(text: string): string {
  const { success } = isoTime.safeParse(text);
  if (!success) throw new UsageError(`\`${text}\` is no time: write, for example, --since 2026-03-01 or --since 2026-03-01T08:00:00Z`);
  return new Date(text).toISOString();
}

async function openForAudit({ databaseUrl, dataDir }: Config, { note }: Terminal): Promise<Store> {
  try {
    return await openStore({ databaseUrl, dataDir, log: note, now: Date.now });
  } catch (cause) {
    if (!(cause instanceof StoreInUseError)) throw cause;
    throw new Error(`the audit log is in the embedded database in \`${dataDir}\`, which a running bot has open: stop the bot and repeat, or keep the data in PostgreSQL by DATABASE_URL`, { cause });
  }
}

/** Asked anew each time and never guessed: of another key, the log would be empty and seem intact. */
async function tenantKey(config: Config): Promise<string> {
  const tenant = await openTenant(config);
  try {
    return await tenant.key();
  } finally {
    await tenant.close();
  }
}
