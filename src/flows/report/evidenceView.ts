import type { Report } from '../../engine/index.js';
import { collectEvidence, type Evidence } from '../evidence/evidence.js';
import type { Scan } from '../types.js';
import type { EvidenceView } from './types.js';

/** The same scan is looked at more than once; its proofs and its fingerprint are made once. */
const collected = new WeakMap<Report, Promise<Evidence>>();

/** The evidence report to read and print: the first accounts of it, and the fingerprint of all. */
export async function evidenceView(scan: Scan, limit: number): Promise<EvidenceView> {
  const known = collected.get(scan.report) ?? collectEvidence(scan);
  collected.set(scan.report, known);
  const { head, sha256, total, accounts } = await known;
  const rows: EvidenceView['accounts'] = [];
  for (const { id, displayName, userPrincipalName, verdict, findings, roles, witness, proof, unknownBecause } of accounts('worst')) {
    if (rows.length === limit) break;
    rows.push({ id, displayName, userPrincipalName, verdict, findings, roles, because: witness?.text ?? proof ?? unknownBecause ?? '' });
  }
  return { head, sha256, total, accounts: rows };
}
