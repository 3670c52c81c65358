import type { FindingId } from '../engine/index.js';

/** What each finding means, for a reader who doesn't know its id. */
const FINDINGS: Record<FindingId | 'gap', string> = {
  gap: 'a sign-in without MFA that no finding explains',
  'no-enforcement': 'nothing ever asks for MFA',
  'location-exclusion': 'a location is left out',
  'device-alternative': 'a managed device is accepted instead of MFA',
  'app-scope': 'some apps are left out',
  'client-scope': 'some kinds of client are left out',
  'platform-scope': 'some platforms are left out',
  'risk-scope': 'MFA only at some risk levels',
  'excluded-from-policy': 'excluded from a policy',
  'report-only': 'the policy that would ask is report-only',
  'policy-disabled': 'the policy that would ask is switched off',
  'not-registered': 'no MFA method registered',
  'weak-methods': 'only phone methods registered',
  'custom-control': 'a custom control stands in for MFA',
  'guest-not-covered': 'a guest whom nothing asks for MFA',
  'emergency-account': 'an emergency account',
  'service-account': 'a service account',
  'disabled-account': 'a disabled account',
  'per-user-legacy': 'only per-user MFA asks',
  'app-password-risk': 'app passwords get round MFA',
  'federated-mfa-unverified': 'MFA is left to another identity provider',
  'external-trust': "MFA is done in the guest's home tenant",
};

export const findingWords = (finding: string): string => (FINDINGS as Record<string, string>)[finding] ?? finding;

export const POLICY_STATES = { enabled: 'Enforced', enabledForReportingButNotEnforced: 'Report-only', disabled: 'Off' } as const;
export type PolicyState = keyof typeof POLICY_STATES;

/** Ends a sentence that may already have its full stop. */
export const stop = (text: string): string => (/[.!?:]$/.test(text) ? text : `${text}.`);

export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

export const plural = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
