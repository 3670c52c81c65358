import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const deviceCompliance: Topic = {
  id: 'device-compliance',
  title: 'Compliant or joined devices instead of MFA',
  answer: 'No: a compliant, Intune-managed or hybrid-joined device alone is not MFA and puts no MFA claim in the token. What helps is Windows Hello for Business, or MFA done once, because the primary refresh token (PRT) then carries the claim. Require MFA AND a compliant device, not MFA OR a compliant device.',
  thread: [
    { kind: 'question', by: 'partner with Intune devices', text: 'They ask for MFA only on devices that are not compliant; fear MFA at every login with no exceptions.' },
    { kind: 'hearsay', by: 'partner relaying the office hours', text: 'A compliant device might carry the MFA tag; said with no confidence.' },
    { kind: 'personal guess', by: 'Microsoft employee', text: 'An AAD-joined or hybrid-joined device with TPM or Windows Hello might already have the claim in its token, so the impact is probably little; test it with a policy that enforces MFA; the sign-in report may show no prompt. Not confirmed.' },
  ],
  today: [
    { since: '2025-03-03', text: 'A PRT gets the MFA claim through sign-in with Windows Hello for Business or FIDO2, which are MFA in themselves, or through an MFA prompt on the device; a password sign-in alone does not give it, TPM or not. Entra apps then get the claim from the PRT, so no prompt appears (single sign-on).', sources: [sources.primaryRefreshToken] },
    { since: '2022-09-16', text: 'MFA only for unknown or unmanaged devices lowers the Partner Center metric, because sign-ins from managed devices have no claim.', sources: [sources.statusReport] },
    { since: '2023-05-12', text: 'No feature that gets around the MFA challenge is allowed for partners.', sources: [sources.partnerFaq] },
    { since: '2025-06-24', text: 'The sign-in log names it: MFA "skipped due to registered device".', sources: [sources.signInDetails] },
    { text: 'PRT lifetimes differ between sections of the page: 14 or 90 days, by platform.', sources: [sources.primaryRefreshToken] },
  ],
  disagreements: ['The idea of 2019 that a hybrid join or TPM fulfils the requirement was too broad: it is Windows Hello or MFA in the PRT that does.', 'A template of Entra offers "compliant device OR hybrid join OR MFA"; for a partner tenant that is a gap.'],
  checks: [
    { finding: 'device-alternative', home: true, text: 'Policies where a compliant or joined device (or a device filter) can stand in for MFA, and no other policy asks for it.' },
    { finding: 'platform-scope', home: true, text: 'Policies that leave platforms out, for instance Linux or unknown ones.' },
  ],
  todo: ['Change OR to AND (require all selected controls), or add a policy that requires MFA (authentication strength) of all users.', 'Roll out Windows Hello for Business and passkeys: the user sees few prompts and the claim is there.', 'Keep device compliance as an extra condition.', 'Test: enforce MFA, sign in on such a device, read authentication details in the sign-in log.'],
  related: ['prompt-frequency', 'trusted-ip', 'verification-method'],
};
