import { list, sequence, type Sequence } from '../odata/list.js';
import { assignments } from '../seed/roles.js';
import { accountId } from '../seed/people/index.js';
import { noPremium } from '../service/errors.js';
import type { Call, GraphObject, Reply, Route } from '../service/route.js';
import { isEnabled, type Account } from '../tenant/account.js';
import { methodsOf } from '../tenant/userJson.js';

const permission = 'AuditLog.Read.All';

/** What shares the tight limit of the reports: the registration report and the audit log. */
export const reports: Route[] = [
  { method: 'GET', path: '/reports/authenticationMethods/userRegistrationDetails', permission, family: 'reports', handle: registration },
  { method: 'GET', path: '/auditLogs/directoryAudits', permission, family: 'reports', handle: directoryAudits },
];

function registration(call: Call): Reply {
  if (call.tenant.settings.licence === 'none') throw noPremium();
  return list(call, registrationRows(call), {
    context: 'reports/authenticationMethods/userRegistrationDetails',
    defaultTop: 999,
    maxTop: 999,
  });
}

/** "This method doesn't work for disabled users": they have no row. */
function registrationRows(call: Call): Sequence {
  const { directory, settings } = call.tenant;
  const lastUpdatedDateTime = new Date(settings.now().getTime() - 3 * 3_600_000).toISOString();
  return {
    length: directory.size,
    at: (position) => {
      const account = directory.at(position);
      return isEnabled(account) ? registrationRow(account, lastUpdatedDateTime) : undefined;
    },
  };
}

// Names the accounts only: the real report, too, learns of group-held roles late.
const administratorIds = new Set(assignments.filter((each) => each.account !== undefined).map((each) => accountId(each.account!)));

function registrationRow(account: Account, lastUpdatedDateTime: string): GraphObject {
  const methodsRegistered = methodsOf(account);
  const isMfaRegistered = methodsRegistered.length > 0;
  const preferred = methodsRegistered.includes('microsoftAuthenticatorPush') ? 'push' : isMfaRegistered ? 'sms' : 'none';
  return {
    id: account.id,
    userPrincipalName: account.userPrincipalName,
    userDisplayName: account.displayName,
    userType: account.userType === 'Guest' ? 'guest' : 'member',
    isAdmin: administratorIds.has(account.id),
    isSsprRegistered: isMfaRegistered,
    isSsprEnabled: true,
    isSsprCapable: isMfaRegistered,
    isMfaRegistered,
    isMfaCapable: isMfaRegistered,
    isPasswordlessCapable: methodsRegistered.includes('fido2SecurityKey'),
    methodsRegistered,
    isSystemPreferredAuthenticationMethodEnabled: true,
    systemPreferredAuthenticationMethods: isMfaRegistered ? [preferred] : [],
    userPreferredMethodForSecondaryAuthentication: preferred,
    lastUpdatedDateTime,
  };
}

/** Newest first. */
function directoryAudits(call: Call): Reply {
  return list(call, sequence(call.tenant.view.changes.audits.toReversed()), {
    context: 'auditLogs/directoryAudits',
    defaultTop: 999,
    maxTop: 999,
  });
}
