import type { Intent } from '../../language/types.js';
import type { Command } from '../types.js';
import { cancel } from './cancel.js';
import { changesSince } from './changesSince.js';
import { enforceAccount } from './enforceAccount.js';
import { explainAccount } from './explainAccount.js';
import { exportReport } from './exportReport.js';
import { faq } from './faq.js';
import { greeting } from './greeting.js';
import { help } from './help.js';
import { listEmergencyAccounts } from './listEmergencyAccounts.js';
import { listNoncompliant } from './listNoncompliant.js';
import { listPolicies } from './listPolicies.js';
import { listTickets } from './listTickets.js';
import { outOfScope } from './outOfScope.js';
import { scanNow } from './scanNow.js';
import { subscribeDaily } from './subscribeDaily.js';
import { tenantStatus } from './tenantStatus.js';
import { ticketAccount } from './ticketAccount.js';
import { unsubscribe } from './unsubscribe.js';
import { whatIf } from './whatIf.js';

/** Every command, in the order the help card shows them. */
export const commands: readonly Command[] = [
  listNoncompliant, tenantStatus, listEmergencyAccounts, scanNow,
  explainAccount, whatIf, listPolicies, changesSince, faq,
  enforceAccount, ticketAccount, listTickets, subscribeDaily, unsubscribe, exportReport,
  help, cancel, greeting, outOfScope,
];

const byIntent = new Map(commands.map((command) => [command.intent, command]));

export const commandFor = (intent: Intent): Command => byIntent.get(intent) ?? outOfScope;
