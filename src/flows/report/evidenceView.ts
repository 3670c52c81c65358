import { collectEvidence } from '../evidence/evidence.js';
import type { Scan } from '../types.js';
import type { EvidenceView } from './types.js';

/** The evidence report to read and print: the first accounts of it, and the fingerprint of all. */
export async function evidenceView(scan: Scan, limit: number): Promise<EvidenceView> {
  const { head, sha256, total, accounts } = await collectEvidence(scan);
  const rows: EvidenceView['accounts'] = [];
  for (const { id, displayName, userPrincipalName, verdict, findings, roles, witness, proof, unknownBecause } of accounts('worst')) {
    if (rows.length === limit) break;
    rows.push({ id, displayName, userPrincipalName, verdict, findings, roles, because: witness?.text ?? proof ?? unknownBecause ?? '' });
  }
  return { head, sha256, total, accounts: rows };
}
