import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Actor, AuditStore } from '../../store/types.js';
import type { Scan } from '../types.js';
import { collectEvidence } from './evidence.js';
import { writeEvidence, type EvidenceFormat } from './writeEvidence.js';

export interface EvidenceFile {
  path: string;
  /** Bytes. */
  size: number;
  sha256: string;
  accounts: number;
  scannedAt: string;
}

export interface FileRequest {
  format: EvidenceFormat;
  path: string;
  /** ISO 8601. */
  madeAt: string;
}

/** Writes one scan's evidence to a file that only its owner may read. Nothing is left where it fails. */
export async function writeEvidenceFile(scan: Scan, { format, path, madeAt }: FileRequest): Promise<EvidenceFile> {
  const evidence = await collectEvidence(scan);
  try {
    await pipeline(Readable.from(writeEvidence(evidence, format, madeAt), ONE_PIECE), createWriteStream(path, { mode: 0o600 }));
  } catch (cause) {
    await rm(path, { force: true });
    throw cause;
  }
  return { path, size: (await stat(path)).size, sha256: evidence.sha256, accounts: evidence.total, scannedAt: evidence.head.scannedAt };
}

export interface ExportParts {
  audit: Promise<AuditStore>;
  actor: Actor;
  format: EvidenceFormat;
  madeAt: string;
}

/**
 * A file for one person to take away: made in a folder of its own and recorded; `use` may read it, then it is gone.
 * INVARIANT: what can't be recorded isn't handed out.
 */
export async function exportEvidence<T>(scan: Scan, { audit, actor, format, madeAt }: ExportParts, use: (file: EvidenceFile) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'mfa-evidence-'));
  try {
    const file = await writeEvidenceFile(scan, { format, path: join(folder, `evidence.${format}`), madeAt });
    const { sha256, accounts, scannedAt, size } = file;
    await (await audit).append({ actor, event: 'report.exported', subject: { tenant: scan.report.tenant.id }, details: { format, sha256, accounts, scannedAt, size } });
    return await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Made one at a time, when the one before is written: others get their turn in between. */
const ONE_PIECE = { highWaterMark: 1 };

const BYTES_EACH: Record<EvidenceFormat, number> = { xlsx: 120, csv: 450, json: 1_100 };

/** Roughly how large the file will be, in bytes: it is only made once somebody wants it. */
export const roughSize = (accounts: number, format: EvidenceFormat): number => 8_192 + accounts * BYTES_EACH[format];
