import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const thirdPartyMfa: Topic = {
  id: 'third-party-mfa',
  title: 'Third-party MFA (Duo, Okta, AD FS, external methods)',
  answer: 'Yes, third-party MFA such as Duo or Okta can be used if Entra gets an MFA claim from it: by federation (AD FS or another identity provider) or as an external MFA method. Custom controls never count, since they leave no MFA claim. AD FS is not required.',
  thread: [
    { kind: 'stated rule', by: 'Microsoft employee', text: 'Third-party MFA is also allowed; AD FS with a third-party MFA works.' },
    { kind: 'hearsay', by: 'partner relaying the office hours', text: 'Third-party and AD FS sign-ins must yield the MFA tag.' },
    { kind: 'unanswered', by: 'Microsoft employee', text: 'Whether Conditional Access with custom controls counts was being clarified; never confirmed.' },
  ],
  today: [
    { since: '2022-09-16', text: 'Federation: the provider must send authnmethodsreferences with multipleauthn; Entra puts it into the amr claim. Custom controls do not count.', sources: [sources.statusReport] },
    { text: 'federatedIdpMfaBehavior on the domain decides: accept (if federated MFA was done), enforce, or reject (then Entra must do MFA itself).', sources: [sources.federationGraph] },
    { since: '2023-05-26', text: 'Third-party MFA by exception, and not for DAP or GDAP.', sources: [sources.mandating] },
    { since: '2025-2026', text: 'The newer page: integrated federated MFA may use Partner Center and GDAP if the provider produces Entra\'s integrated MFA claim (only its opening was read).', sources: [sources.mandatingNew], unverified: true },
    { since: 'Since September 2026', text: 'Custom controls can no longer be created or edited; full retirement early 2027.', sources: [sources.customControls] },
    { since: 'March 2026', text: 'External MFA (formerly external authentication methods, EAM) is generally available.', sources: [sources.externalMfaGa], unverified: true },
    { since: '2025-08-02', text: 'External MFA satisfies Entra MFA demands and mandatory portal MFA, and needs P1. Duo, Okta and others offer it.', sources: [sources.externalMfa, sources.portals] },
    { text: 'That Partner Center accepts External MFA is logical but not stated; test with ValidateMfa: true.', sources: [], unverified: true },
    { text: 'Reports can show external MFA users as unregistered, so Duo users may look as if they had no MFA.', sources: [sources.externalMfa, sources.cippExternal] },
  ],
  disagreements: ['2019 allowed; 2022-2023 not for GDAP; 2025-2026 allowed with an integrated claim.', 'Custom controls\' end: blogs name 30 September 2026 or May 2027; trust Learn (edit stop in September 2026, end early 2027).'],
  checks: [
    { finding: 'custom-control', home: true, text: 'Policies whose only demand is a custom control: not compliant, and blocked where the claim is checked.' },
    { finding: 'federated-mfa-unverified', text: 'Federated users whose MFA at the provider no scan can verify.' },
  ],
  todo: ['Replace custom controls by External MFA or native passkeys before early 2027.', 'Federation: make MFA at the provider unconditional and set federatedIdpMfaBehavior; look for "completed by external provider" in the sign-in log.', 'Keep one independent method for emergency accounts.'],
  related: ['verification-method', 'emergency-accounts', 'mfa-outage'],
};
