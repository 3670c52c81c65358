/** Every fixed text of the tab. Names, findings and sentences about the tenant come from the server. */
export const WORDS = {
  title: 'MFA compliance', demo: 'demo tenant', loading: 'Loading…', again: 'Try again', menu: 'Report', skip: 'Skip to the content',
  views: { overview: 'Overview', accounts: 'Accounts', 'what-if': 'What if', policies: 'Policies', tickets: 'Tickets', exceptions: 'Exceptions', audit: 'Audit', evidence: 'Evidence' },
  scanned: (when: string) => `Scanned ${when}`, preliminary: 'still reading who has registered', incomplete: 'Not everything could be read',
  verdicts: { nonCompliant: 'Not compliant', unknown: 'Unknown', compliant: 'Compliant', blocked: 'Cannot sign in' },
  marks: { nonCompliant: '✕', unknown: '?', compliant: '✓', blocked: '–' },
  gap: 'with a gap', noAccounts: 'no accounts',
  bars: {
    contract: ['Every account', 'the partner agreement: each enabled account, every sign-in'], admins: ['Admins', 'holders of administrator roles'],
    claim: ['MFA claim', 'did the claim arrive in real sign-ins'], portals: ['Admin portals', "Microsoft's own mandatory MFA"],
  },
  kinds: { admins: 'Admins', 'other-members': 'Other members', 'other-guests': 'Other guests', unattended: 'Service accounts, shared mailboxes and rooms' },
  severities: { high: 'High', medium: 'Medium', low: 'Low', info: 'To know' },
  overview: {
    trend: 'Over time', bars: 'Four bars', kinds: 'By kind of account', findings: 'Findings by weight', notRead: 'What could not be read', notes: 'What no scan can see',
    asTable: 'As a table', oneScan: 'One scan so far. The next ones will draw a line here.', noTrend: 'The history is not there yet: the database is starting, or cannot be used. Load the page again in a moment.',
    when: 'Scan', accounts: (count: string) => `${count} accounts`, finding: 'Finding', weight: 'Weight', howMany: 'Accounts',
  },
  accounts: {
    search: 'Search name or address', kind: 'Kind', verdict: 'Verdict', finding: 'Finding', weight: 'Weight', any: 'Any', all: 'All accounts', count: (count: string) => `${count} accounts`, one: '1 account', none: 'No account fits.',
    columns: { name: 'Name', address: 'Address', worst: 'Verdict', kind: 'Kind', reason: 'Why' }, grid: 'Accounts', loading: 'Loading', guest: 'Guest', member: 'Member', disabled: 'disabled',
    filters: { all: 'All', admins: 'Admins', members: 'Members', guests: 'Guests', service: 'Service accounts', shared: 'Shared mailboxes and rooms', enabled: 'Enabled', disabled: 'Disabled', 'other-members': 'Other members', 'other-guests': 'Other guests', unattended: 'Service accounts, shared mailboxes and rooms' },
    help: 'Arrow keys move, Enter opens the account.', changed: 'A new scan has come; the list starts anew.',
  },
  account: {
    path: 'Policy by policy', mechanisms: 'What can ask for MFA', back: 'All accounts', ask: 'Ask in the chat', policy: 'Policy', state: 'State', applies: 'Meets the account', because: 'Why', demands: 'What it demands',
    yes: '✓ applies', no: '– does not apply', unknown: '? unknown', excluded: '✕ excluded', asksMfa: 'asks for MFA', silent: 'does not ask', card: 'Verdict', backToCard: 'Back to the verdict', others: (count: string) => `${count} with no say in this`,
  },
  states: { enabled: 'Enforced', enabledForReportingButNotEnforced: 'Report-only', disabled: 'Off' },
  whatIf: {
    intro: 'Tick changes and see who falls out. Nothing is changed in the tenant.', words: 'Or say it in words', example: 'exclude the location Head office', suppose: 'Suppose', clear: 'Untick all',
    groups: { policies: 'Switch policies', exclusions: 'Drop exclusions', grants: 'Let nothing but MFA suffice', locations: 'Leave locations out', defaults: 'Security defaults' },
    nothing: 'Nothing is ticked yet.', same: 'Nobody’s verdict would change.', worse: (count: string) => `${count} would fall out`, better: (count: string) => `${count} would come in`, other: (count: string) => `${count} would change otherwise`,
    before: 'Now', after: 'Then', more: (count: string) => `and ${count} more`, account: 'Account', witness: 'A sign-in that would pass', result: 'What would change', unticked: 'Which do you mean?', filter: 'Filter the changes',
  },
  policies: {
    unread: 'The policies could not be read.', covers: 'Covers', demands: 'Demands', reach: 'Whom it really meets', applies: (count: string, all: string) => `${count} of ${all} enabled accounts`,
    excluded: (count: string) => `${count} taken out again`, unknown: (count: string) => `${count} unknown`, open: (count: string) => `${count} of them still have a gap`, named: (count: string) => `named in the findings of ${count}`, tryOff: 'What if it were off', tryOn: 'What if it were on',
    perUser: (enabled: string, enforced: string) => `Per-user MFA: ${enabled} enabled, ${enforced} enforced`, domains: 'Federated domains',
  },
  tickets: {
    filters: { open: 'Open', mine: 'Mine', closed: 'Closed' }, none: 'No tickets here.', overdue: (count: string) => `${count} overdue`, number: 'Ticket', account: 'Account', priority: 'Priority', due: 'Due', assignee: 'Assigned to', status: 'Status',
    nobody: 'nobody yet', states: { opening: 'being opened', open: 'open', closed: 'closed' }, page: (page: string, pages: string) => `Page ${page} of ${pages}`, next: 'Next', previous: 'Previous', back: 'All tickets', which: 'Which tickets', priorities: { high: 'High', medium: 'Medium', low: 'Low' },
  },
  exceptions: { none: 'No exception is in force.', intro: 'Findings that somebody answers for, for a while. An exception never makes an account compliant.', account: 'Account', finding: 'Finding', reason: 'Reason', owner: 'Owner', until: 'Until', by: 'Accepted by' },
  audit: {
    periods: { P7D: '7 days', P30D: '30 days', P365D: 'A year' }, period: 'Period', changes: 'Changes through the bot', rows: 'Every entry', none: 'Nothing in this period.', verify: 'Check the chain', intact: (rows: string) => `The chain is whole: ${rows} entries.`,
    broken: (row: string, problem: string) => `The chain breaks at entry ${row}: ${problem}`, at: 'When', who: 'Who', what: 'What', about: 'About', details: 'Details', result: 'Result', plan: 'Plan', more: 'There are older entries: `audit export` on the command line has them all.',
    counts: (opened: string, closed: string, refused: string) => `Tickets opened: ${opened}, closed: ${closed}. Presses turned away: ${refused}.`, forgotten: 'forgotten',
    results: { done: '✓ done', partly: '! partly', waiting: '… waits for approval', running: '… under way', failed: '✕ failed' } as Record<string, string>,
  },
  evidence: {
    print: 'Print', method: 'Method', scope: 'Scope', unread: 'Not read', everything: 'Nothing: every source was read.', bars: 'Four bars', findings: 'Findings', policies: 'Policies as read', accounts: 'Accounts, worst first', hash: 'SHA-256 of the data',
    more: (shown: string, total: string) => `The first ${shown} of ${total} accounts. The files have all of them.`, all: 'Load more', demanded: 'Demands', because: 'Witness, proof, or what was not read', making: 'The file is being made…', made: 'The file is in your downloads.', complete: 'complete', partial: 'not complete',
    check: 'How to check: export the same scan as json and hash its lines, as the file itself says.', files: { xlsx: 'Excel', csv: 'CSV', json: 'JSON' }, download: 'Download',
  },
  configure: { title: 'Add the report', intro: 'The report opens with the view that you choose.', view: 'First view' },
  texts: {
    privacy: ['Privacy', 'This report runs on your own organization’s server. It reads accounts, policies and sign-in registration of your tenant from Microsoft Graph, and keeps scans, tickets and an audit log in your own database.', 'It sends nothing to anybody else: no analytics, no advertisement, no cookies. Who may look is decided by your tenant; what people do with it is written into the audit log. An administrator can take a person’s name out of it with the command `forget`.'],
    terms: ['Terms of use', 'The software is free under the MIT licence and comes without warranty. A verdict tells what was read and computed at the moment of the scan; what could not be read is shown as unknown.', 'Whoever operates the server is responsible for it towards the people of the tenant.'],
  },
  press: { failed: 'That did not work.', working: 'Working on it…' },
  moves: 'Not signed in', unreachable: 'The server cannot be reached. Check the connection and try again.',
} as const;
