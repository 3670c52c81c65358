import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const migrationDates: Topic = {
  id: 'migration-dates',
  title: 'Skype to Teams migration dates',
  answer: 'History: in 2019 planned and actual migration dates stood in Partner Center, in the "cloud performance" report under Analytics (MPN section). Skype for Business Online was retired on 31 July 2021, so there is nothing left to look up. An MFA exclusion kept for such a script is obsolete: remove it.',
  thread: [
    { kind: 'question', by: 'partner who opened the thread', text: 'A script without MFA collected each customer\'s Skype upgrade date and reported those due within 30 days; otherwise only the message center shows it. Customers missed the notices and had an unplanned outage: Skype deactivated, Teams not installable without admin rights.' },
    { kind: 'stated rule', by: 'Microsoft employee', text: 'Stated as a fact: the table at the very bottom of that report lists customer tenants where you are delegated admin, with columns for planned and actual migration date.' },
    { kind: 'personal guess', by: 'partner who opened the thread', text: 'The panel is empty for them, probably because they are an indirect partner; a support ticket was opened, and they would follow up with the sales team.' },
    { kind: 'unanswered', by: 'partner who opened the thread', text: 'The outcome of that ticket is not in the thread.' },
  ],
  today: [
    { since: '2021-07-31', text: 'Skype for Business Online is retired; all went to Teams.', sources: [sources.skypeRetired] },
    { since: '2023', text: 'A copy of all Partner Center docs does not mention the report anymore; it is probably gone (an inference).', sources: [sources.requirements], unverified: true },
    { text: 'For today\'s changes per customer: message center and service health, through Graph (service communications API) with app-only access or GDAP, or Microsoft 365 Lighthouse; no user without MFA is needed.', sources: [], unverified: true },
    { text: 'Skype and Exchange modules of 2019 could not do MFA with delegated access; the Teams and Exchange modules of today use modern authentication.', sources: [sources.exchangeConnect] },
  ],
  disagreements: ['Said to list all customers, yet empty for an indirect partner: never resolved. Contact support or your indirect provider if a Partner Center page is empty.'],
  checks: [
    { finding: 'excluded-from-policy', text: 'Nothing about Skype itself; an account excluded "for the migration script" shows up here.' },
  ],
  todo: ['Remove the exclusion and the script user.', 'Read message center posts through Graph and pass them on to customers.'],
  related: ['exchange-powershell', 'automation', 'customer-tenants'],
};
