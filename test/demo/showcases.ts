import type { FindingId, Verdict } from '../../src/engine/index.js';

/** What a scan must say about an account of the seed. */
export interface Showcase {
  key: string;
  verdict: Verdict;
  /** All of its findings, in any order. */
  findings: FindingId[];
  /** Where the witness signs in from, by the name of the location. */
  from?: string;
}

const headOffice = 'Montréal - siège social';

/** Every account of the seed that is not simply compliant, and those that look as if they weren't. */
export const showcases: Showcase[] = [
  { key: 'marcAndre', verdict: 'nonCompliant', findings: ['no-enforcement', 'excluded-from-policy'] },
  { key: 'breakGlass1', verdict: 'nonCompliant', findings: ['no-enforcement', 'excluded-from-policy', 'emergency-account'] },
  { key: 'breakGlass2', verdict: 'compliant', findings: [] },
  { key: 'disabledAdmin', verdict: 'blocked', findings: ['disabled-account'] },
  { key: 'carl', verdict: 'nonCompliant', findings: ['location-exclusion', 'excluded-from-policy'], from: headOffice },
  { key: 'luc', verdict: 'nonCompliant', findings: ['location-exclusion', 'excluded-from-policy'], from: headOffice },
  { key: 'josee', verdict: 'nonCompliant', findings: ['location-exclusion', 'excluded-from-policy', 'weak-methods'], from: headOffice },
  { key: 'bruno', verdict: 'nonCompliant', findings: ['location-exclusion', 'excluded-from-policy'] },
  { key: 'helene', verdict: 'nonCompliant', findings: ['location-exclusion', 'excluded-from-policy'], from: headOffice },
  { key: 'yves', verdict: 'compliant', findings: [] },
  { key: 'malik', verdict: 'nonCompliant', findings: ['device-alternative', 'excluded-from-policy'] },
  { key: 'siobhan', verdict: 'nonCompliant', findings: ['device-alternative', 'excluded-from-policy'] },
  { key: 'annaKowalska', verdict: 'nonCompliant', findings: ['app-scope', 'excluded-from-policy'] },
  { key: 'annaBergeron', verdict: 'compliant', findings: [] },
  { key: 'bob', verdict: 'nonCompliant', findings: ['client-scope', 'excluded-from-policy', 'weak-methods'] },
  { key: 'gaetan', verdict: 'nonCompliant', findings: ['platform-scope', 'excluded-from-policy', 'not-registered'] },
  { key: 'pierreLuc', verdict: 'nonCompliant', findings: ['risk-scope', 'excluded-from-policy'] },
  { key: 'chloe', verdict: 'nonCompliant', findings: ['no-enforcement', 'excluded-from-policy', 'policy-disabled'] },
  { key: 'sven', verdict: 'nonCompliant', findings: ['no-enforcement', 'excluded-from-policy', 'custom-control'] },
  { key: 'rosalie', verdict: 'nonCompliant', findings: ['no-enforcement', 'excluded-from-policy'] },
  { key: 'ginette', verdict: 'compliant', findings: ['per-user-legacy'] },
  { key: 'normand', verdict: 'compliant', findings: ['per-user-legacy', 'app-password-risk', 'weak-methods'] },
  { key: 'solange', verdict: 'compliant', findings: ['per-user-legacy'] },
  { key: 'raymond', verdict: 'nonCompliant', findings: ['client-scope', 'excluded-from-policy', 'report-only', 'not-registered'] },
  { key: 'ines', verdict: 'unknown', findings: ['no-enforcement', 'excluded-from-policy', 'federated-mfa-unverified'] },
  { key: 'tomasz', verdict: 'unknown', findings: ['no-enforcement', 'excluded-from-policy', 'federated-mfa-unverified'] },
  { key: 'leila', verdict: 'unknown', findings: ['no-enforcement', 'excluded-from-policy', 'federated-mfa-unverified'] },
  { key: 'jacques', verdict: 'compliant', findings: ['federated-mfa-unverified'] },
  { key: 'zoe', verdict: 'compliant', findings: ['federated-mfa-unverified'] },
  { key: 'hostile', verdict: 'compliant', findings: [] },
  { key: 'ticketSync', verdict: 'nonCompliant', findings: ['no-enforcement', 'excluded-from-policy', 'service-account'] },
  { key: 'scanner', verdict: 'nonCompliant', findings: ['no-enforcement', 'excluded-from-policy', 'service-account'] },
  {
    key: 'monitoring',
    verdict: 'nonCompliant',
    findings: ['no-enforcement', 'excluded-from-policy', 'service-account'],
    from: 'Centre de données (Laval)',
  },
  { key: 'backup', verdict: 'compliant', findings: ['service-account'] },
  { key: 'connectSync', verdict: 'nonCompliant', findings: ['no-enforcement', 'excluded-from-policy', 'service-account'] },
  { key: 'billing', verdict: 'nonCompliant', findings: ['no-enforcement', 'excluded-from-policy', 'report-only'] },
  { key: 'shared-info', verdict: 'blocked', findings: ['disabled-account'] },
  { key: 'room-Laurier', verdict: 'blocked', findings: ['disabled-account'] },
  { key: 'roomMontRoyal', verdict: 'nonCompliant', findings: ['no-enforcement', 'device-alternative', 'excluded-from-policy'] },
  { key: 'left-0', verdict: 'blocked', findings: ['disabled-account'] },
  { key: 'jonas.lindqvist', verdict: 'compliant', findings: ['external-trust'] },
  { key: 'claire.aubert', verdict: 'compliant', findings: [] },
  { key: 'grace.tanaka', verdict: 'compliant', findings: ['weak-methods'] },
  { key: 'katia.roussel', verdict: 'compliant', findings: ['not-registered'] },
  { key: 'jp.roy', verdict: 'compliant', findings: [] },
  { key: 'victor.almeida', verdict: 'nonCompliant', findings: ['no-enforcement', 'excluded-from-policy', 'guest-not-covered'] },
  { key: 'sara.lindgren', verdict: 'compliant', findings: ['external-trust'] },
  { key: 'internalGuest', verdict: 'nonCompliant', findings: ['no-enforcement', 'excluded-from-policy', 'guest-not-covered'] },
];
