import type { Asking, Right } from '../authority.js';

/** One sentence each: what is in the way, and what to do about it. */
export const REFUSALS = {
  anonymous: 'I can\'t tell who you are, so nothing was done: sign in to Teams with your own work account and ask me there.',
  tenantUntold: 'Teams didn\'t say which tenant you belong to, so nothing was done: open the chat with me in Teams with your work account.',
  otherTenant: 'You are signed in to another tenant than the one that I watch, so nothing was done: switch to your account of that tenant in Teams.',
  unknown: 'I don\'t find your account in the tenant that I watch, so nothing was done: sign in to Teams with an account of that tenant.',
  guest: 'Guests can\'t change anything here: ask a member of the tenant who holds an administrator role.',
  disabled: 'Your account is disabled in Entra, so nothing was done: ask an administrator to enable it first.',
  unread: 'I couldn\'t ask Entra about your role just now, so nothing was done: try again in a minute; if it stays, `npm run cli -- doctor` shows what to mend.',
} as const;

/** Only the local trial has somebody who may be nobody of the tenant. */
export const UNKNOWN_IN_SIMULATOR =
  'The person in the simulator has no account in the tenant that I watch, so nothing was done: set `SIMULATOR_USER` to the address of an account there.';

const WHAT: Record<Right, string> = { enforce: 'changing the tenant', ticket: 'working with tickets' };

/** `accepted` and `eligible`: names of roles. */
export function withoutRole(right: Right, { accepted, eligible, hasOperators }: { accepted: string[]; eligible: string[]; hasOperators: boolean }): string {
  const [activatable] = eligible;
  if (activatable) {
    return `You are eligible for \`${activatable}\`, but it isn't active now: activate your role first (Privileged Identity Management, My roles), then press again.`;
  }
  const roles = accepted.length > 0 ? `one of these roles active: ${accepted.map((name) => `\`${name}\``).join(', ')}` : 'one of the configured Entra roles active';
  return `You may look, but ${WHAT[right]} needs ${roles}${hasOperators ? ', or membership in the operators group' : ''}. Ask somebody who has it.`;
}

export const actorOf = ({ accountId, personId, name }: Asking): { id: string; name: string } =>
  ({ id: accountId?.toLowerCase() ?? personId, name: name ?? 'somebody without a name' });
