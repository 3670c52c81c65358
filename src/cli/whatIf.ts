import type { WhatIfResult } from '../engine/index.js';
import { judge } from '../findings/index.js';
import { supposeChange } from '../flows/whatIf.js';
import { UsageError, type Command } from './command.js';
import { chosenTenant, openTenant, TENANT_OPTION } from './tenant.js';
import { fit, plain, wrap } from './terminal.js';

export const whatIf: Command = {
  name: 'what-if',
  usage: 'what-if "<change>" [--json] [--tenant ID]',
  help: 'accounts whose verdict would change; for example: what-if "exclude the Montreal office"',
  options: { json: { type: 'boolean' }, ...TENANT_OPTION },
  failure: 2,
  async run({ words, options, config, terminal }) {
    if (words.length === 0) throw new UsageError('what-if needs a change, for example: what-if "disable CA001"');
    const tenant = await openTenant(chosenTenant(config(), options.tenant));
    try {
      const snapshot = await tenant.read();
      const outcome = supposeChange({ snapshot, report: judge(snapshot), isPreliminary: false }, words.join(' '));
      if (outcome.kind === 'unclear') throw new UsageError([outcome.question, ...outcome.choices.map((choice) => `\`${plain(choice)}\``)].join(' '));
      terminal.print(options.json ? `${JSON.stringify(contract(outcome.result))}\n` : text(outcome.result));
      return 0;
    } finally {
      await tenant.close();
    }
  },
};

/** The shape is a contract (README, command line). */
function contract({ change, accounts }: WhatIfResult): object {
  return { change, accounts: accounts.map(({ userPrincipalName, before, after, witness }) => ({ userPrincipalName, before, after, witness })) };
}

function text({ change, before, after, accounts }: WhatIfResult): string {
  const counts = `${before.nonCompliant} -> ${after.nonCompliant} accounts could sign in without MFA, ${before.unknown} -> ${after.unknown} unknown`;
  const lines = accounts.flatMap((account) => [
    `  ${fit(account.userPrincipalName, 60).padEnd(60)}  ${account.before} -> ${account.after}`,
    ...(account.witness ? wrap(account.witness.text, 6) : []),
  ]);
  return `${[`What if: ${plain(change)}`, counts, '', ...(lines.length > 0 ? lines : ['  No verdict would change.'])].join('\n')}\n`;
}
