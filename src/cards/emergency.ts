import { rowData, rowText, type AccountRow } from './accountRow.js';
import { joined, md, trusted } from './cell.js';
import { scannedLine, scannedText, type Presenter } from './frame.js';
import { plural, stop } from './words.js';

export interface EmergencyView {
  headline: string;
  accounts: (AccountRow & { excludedFrom: string[]; isMfaRegistered: boolean | undefined })[];
}

type EmergencyAccount = EmergencyView['accounts'][number];

const MAX_ACCOUNTS = 8;
const MAX_POLICIES = 5;
const NONE = 'No account looks like an emergency account: neither by name nor by being left out of every policy.';

/** The break-glass accounts: what they are left out of, and whether somebody could still prove who they are. */
export const emergencyCard: Presenter<EmergencyView> = {
  name: 'emergency',
  data: (view, frame) => ({
    headline: view.headline,
    scanned: scannedLine(frame),
    isEmpty: view.accounts.length === 0,
    emptyText: trusted(NONE),
    rows: view.accounts.slice(0, MAX_ACCOUNTS).map((account) => ({
      ...rowData(account),
      excluded: account.excludedFrom.length === 0 ? trusted('') : md`Left out of ${joined(policies(account), ', ')}`,
      registered: trusted(registered(account)),
    })),
    more: trusted(more(view)),
  }),
  text: (view, frame) => [
    stop(view.headline),
    scannedText(frame),
    ...view.accounts.slice(0, MAX_ACCOUNTS).flatMap((account) => [
      ...rowText(account),
      account.excludedFrom.length > 0 ? `Left out of ${policies(account).join(', ')}.` : '',
      registered(account),
    ]),
    view.accounts.length === 0 ? NONE : more(view),
  ],
};

function policies({ excludedFrom }: EmergencyAccount): string[] {
  const rest = excludedFrom.length - MAX_POLICIES;
  return [...excludedFrom.slice(0, MAX_POLICIES).map((name) => `\`${name}\``), ...(rest > 0 ? [`${rest} more`] : [])];
}

function registered({ isMfaRegistered }: EmergencyAccount): string {
  if (isMfaRegistered === undefined) return 'Whether it has an MFA method registered could not be read.';
  return isMfaRegistered ? 'Has an MFA method registered.' : 'Has no MFA method registered: it could not pass the portals, which ask everybody.';
}

function more({ accounts }: EmergencyView): string {
  const rest = accounts.length - MAX_ACCOUNTS;
  return rest > 0 ? `${plural(rest, 'more account')} like these.` : '';
}
