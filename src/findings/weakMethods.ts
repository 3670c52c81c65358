import type { FindingRule } from './rule.js';

export const weakMethods: FindingRule = {
  id: 'weak-methods',
  topic: 'mfa-outage',
  remedy: 'Register a passkey or the Authenticator app: Microsoft ends SMS and voice on 2027-02-01.',
  find: ({ account, isPrivileged }) => account.accountEnabled && hasOnlyPhone(account.methodsRegistered) && {
    severity: isPrivileged ? 'medium' : 'low', policies: [], detail: 'Its only MFA methods are phone calls or text messages, which Microsoft ends on 2027-02-01.',
  },
};

const PHONE = new Set(['mobilePhone', 'alternateMobilePhone', 'officePhone']);
/** No second factors of their own (Graph, userRegistrationDetails). */
const IGNORED = new Set(['email', 'securityQuestion']);

function hasOnlyPhone(methods: readonly string[] | undefined): boolean {
  const strong = (methods ?? []).filter((method) => !IGNORED.has(method));
  return strong.length > 0 && strong.every((method) => PHONE.has(method));
}
