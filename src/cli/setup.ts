import { z } from 'zod';
import type { Config } from '../config.js';
import { publicHost } from '../config/publicHost.js';
import { createGetToken, createGraph, GraphError } from '../graph/index.js';
import { PLANNER_PERMISSION, READ_PERMISSIONS, SIGN_IN_PERMISSIONS, writePermissions } from '../graph/permissions/table.js';
import { register, RegistrationError, type WantedRegistration } from '../graph/registration/index.js';
import { UsageError, type Command } from './command.js';
import { guidance, settings } from './setup/words.js';
import { plain } from './terminal.js';

const flag = { type: 'boolean' } as const;
const text = { type: 'string' } as const;
const USAGE = 'setup --host bot.contoso.com [--apply] [--grant] [--secret | --new-secret] [--name NAME | --app-id ID] [--reader CLIENT_ID] [--role-groups]';

const given = z.object({
  host: publicHost,
  name: z.string().trim().min(1).max(120).default('MFA Compliance'),
  'app-id': z.guid().optional(), reader: z.guid().optional(),
  ...Object.fromEntries(['apply', 'dry-run', 'grant', 'secret', 'new-secret', 'role-groups'].map((name) => [name, z.boolean().default(false)])) as Record<Flag, z.ZodDefault<z.ZodBoolean>>,
});
type Flag = 'apply' | 'dry-run' | 'grant' | 'secret' | 'new-secret' | 'role-groups';
type Given = z.output<typeof given>;

export const setup: Command = {
  name: 'setup',
  usage: USAGE,
  help: 'the app registration in Entra, with your own token (GRAPH_ACCESS_TOKEN): tells what it would do; with --apply it does it. --grant consents at once, --reader names a managed identity that reads the tenant',
  options: { host: text, name: text, 'app-id': text, reader: text, apply: flag, 'dry-run': flag, grant: flag, secret: flag, 'new-secret': flag, 'role-groups': flag },
  failure: 1,
  async run({ options, config: load, terminal }) {
    const asked = askedIn(options);
    const config = load();
    const graph = graphOf(config);
    terminal.note(asked.apply ? 'Setting up:' : 'What --apply would do; nothing is written now:');
    try {
      const wanted = wantedOf(asked, config);
      const registered = await register(graph, wanted, { apply: asked.apply, tell: (lines) => terminal.note(lines.split('\n').map(plain).join('\n')) });
      const lines = settings(registered, wanted);
      if (asked.apply) terminal.print(lines);
      else terminal.note(`\nSettings it would end with:\n${lines}`);
      terminal.note(guidance(registered, wanted, config.tab.authorityHost));
      return 0;
    } catch (cause) {
      throw cause instanceof RegistrationError || cause instanceof GraphError ? new Error(plain(cause.message), { cause }) : cause;
    }
  },
};

function askedIn(options: Record<string, unknown>): Given {
  const { data, error } = given.safeParse(options);
  if (!data) throw new UsageError(`--${error.issues[0]!.path.join('.')} is missing or wrong; usage: ${USAGE}`);
  if (data.apply && data['dry-run']) throw new UsageError('--apply and --dry-run contradict each other: leave one out');
  return data;
}

/** Only a person's own token: an app that gives itself permissions is nobody's decision. */
function graphOf({ graph }: Config) {
  if (graph?.credential.kind === 'token') return createGraph({ baseUrl: graph.baseUrl, getToken: createGetToken(graph.credential, graph.baseUrl) });
  throw new Error('setup works with your own rights: set GRAPH_ACCESS_TOKEN to a token of yours, for example from `az account get-access-token --resource-type ms-graph --query accessToken -o tsv`, as a Cloud Application Administrator (with --grant a Privileged Role Administrator)');
}

function wantedOf(asked: Given, { enforcement: { writes }, tickets: { system } }: Config): WantedRegistration {
  const changes = writePermissions({ roleGroups: asked['role-groups'] });
  const isDelegated = writes === 'delegated';
  const application = [...READ_PERMISSIONS, ...(system === 'planner' ? [PLANNER_PERMISSION] : []), ...(isDelegated ? [] : changes)];
  return {
    displayName: asked.name, host: asked.host, ...(asked['app-id'] && { appId: asked['app-id'].toLowerCase() }), ...(asked.reader && { reader: asked.reader.toLowerCase() }),
    application: [...new Map(application.map((each) => [each.name, each])).values()], delegated: isDelegated ? [...SIGN_IN_PERMISSIONS, ...changes] : [],
    grant: asked.grant, secret: asked['new-secret'] ? 'another' : asked.secret ? 'one' : 'none',
  };
}
