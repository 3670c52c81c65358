import type { TicketDraft } from '../../src/tickets/index.js';

export const draft: TicketDraft = {
  key: '0b9f6a52-3c1d-4b7e-9a55-0c9e2f1d7a11', title: 'Require MFA for Anna Bell', priority: 'high', dueAt: '2026-12-01T09:30:00.000Z',
  paragraphs: [
    { heading: 'Why', lines: ['From Montreal office, on a compliant Windows device, to Exchange Online: no second factor.'] },
    { heading: 'What to do', lines: ['Drop the location exclusion of `CA001`.', 'Scan again.'] },
    { heading: 'Read more', lines: ['https://learn.microsoft.com/entra/mfa'] },
  ],
  account: { id: 'c0ffee00-0000-4000-8000-000000000001', displayName: 'Anna Bell', userPrincipalName: 'anna@contoso.example' },
};

/** What a person might be called to break out of a field, a query, or a page. */
export const HOSTILE = '<img src=x onerror=alert(1)> [code]<script>[/code] ![x](https://evil.example) {html} @[Bob:sys_id] " OR 1=1 ^ORactive=true \u202Emoc\u0000\r\n*bold*';
export const hostileDraft: TicketDraft = {
  ...draft, key: `x" OR labels = "y^ORactive=true ${HOSTILE}`, title: HOSTILE.repeat(5),
  paragraphs: [{ heading: HOSTILE, lines: [HOSTILE, 'javascript:alert(1)', ''] }, { heading: '', lines: [] }],
  account: { ...draft.account, displayName: HOSTILE },
};
