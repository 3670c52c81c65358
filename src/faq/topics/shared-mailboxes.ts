import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const sharedMailboxes: Topic = {
  id: 'shared-mailboxes',
  title: 'Shared, room and support mailboxes',
  answer: 'Block sign-in of the mailbox account and let people in with their own accounts, which have MFA (full access, send as). A blocked account needs no MFA of its own; an enabled one does, since every account counts, regardless of function. A licensed mailbox that a team signs in to is an ordinary account.',
  thread: [
    { kind: 'question', by: 'partner arguing from the programme guide', text: 'A mailbox that only processes support mail belongs to no person, so perhaps it needs no MFA.' },
    { kind: 'stated rule', by: 'Microsoft employee (office hours)', text: 'All accounts in the partner tenant, whatever their function; shared mailboxes were not named.' },
    { kind: 'unanswered', by: 'partner arguing from the programme guide', text: 'How that fits the definition of users in the guide.' },
  ],
  today: [
    { since: '2023-08-18', text: 'Each shared mailbox has a user account with a password; its sign-in should be blocked and stay blocked. Nobody signs in to it: members open it through delegated permissions. Up to 50 GB it needs no licence.', sources: [sources.sharedMailboxes] },
    { since: '2022-09-16', text: 'Blocked is the same as disabled, so it is not counted in the enabled accounts.', sources: [sources.statusReport] },
    { text: 'Graph shows the kind as mailboxSettings.userPurpose: shared, room or equipment; Exchange as RecipientTypeDetails.', sources: [sources.mailboxGraph] },
    { text: 'To list shared mailboxes that can still sign in: Get-EXOMailbox -RecipientTypeDetails SharedMailbox, then accountEnabled in Entra for each.', sources: [], unverified: true },
    { since: '2021', text: 'Teams Rooms and Surface Hub accounts cannot answer prompts, yet the partner rule knows no exception; no official resolution was seen. In practice: a compliant-device policy does not replace it; keep rooms in a separate tenant that is not the CSP tenant.', sources: [sources.teamsRooms, sources.bestPractices], unverified: true },
  ],
  disagreements: ['Teams Rooms: product guidance leaves them without MFA prompts; the partner rule names no exception. A partner asked and got no official answer.'],
  checks: [
    { finding: 'disabled-account', text: 'Blocked mailbox accounts are out of the count; listed only with roles or exclusions.' },
    { finding: 'service-account', text: 'Enabled mailbox accounts without cover. Ask "list the shared mailboxes".' },
  ],
  todo: ['Block sign-in for shared, room and equipment mailboxes, and reset the password.', 'Delegate full access and send as to named people or a group.', 'Convert a licensed team mailbox to a shared one. Do not register MFA on a phone that goes around.', 'Software that reads the mailbox: an app with Graph permission limited to it, not a password.'],
  related: ['service-accounts', 'disabled-accounts', 'who-counts-as-user'],
};
