import type { Command } from '../types.js';
import { showPlan } from '../plan.js';

export const enforceAccount: Command = {
  intent: 'enforce-account',
  group: 'Do something about it',
  title: 'enforce MFA for Anna',
  aliases: ['enforce mfa for bob', 'make anna kowalska use mfa'],
  help: 'what would close the gap; this version only shows it',
  run: (request, { slots }) => showPlan(request, slots, {
    intent: 'enforce-account',
    headline: (count) => `Enforcing MFA for ${count}: what would close the gap`,
    limit: "Changing the tenant isn't available in this version yet. Nothing was changed.",
    whom: 'For whom? Write a name or an address.',
  }),
};
