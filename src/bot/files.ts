import { z } from 'zod';
import { EVIDENCE_FORMATS, exportEvidence, roughSize, type EvidenceFile, type EvidenceFormat, type Scan } from '../flows/index.js';
import type { Person, TurnParts } from './types.js';

/** A file that a channel can offer; it is made when the person accepts. */
export interface FileOffer {
  name: string;
  description: string;
  /** Roughly. */
  sizeInBytes: number;
  /** Comes back with the answer, as untrusted as a card's data. */
  context: { format: EvidenceFormat; offeredAt: string };
}

const contextSchema = z.object({ format: z.enum(EVIDENCE_FORMATS), offeredAt: z.iso.datetime() });
const OFFER_LASTS_MS = 24 * 60 * 60_000;
const FORMAT_NAMES: Record<EvidenceFormat, string> = { xlsx: 'Excel', csv: 'CSV', json: 'JSON' };

export function offerFile({ report }: Scan, format: EvidenceFormat, now: number): FileOffer {
  const offeredAt = new Date(now).toISOString();
  const { accounts } = report.summary;
  return {
    name: `mfa-evidence-${offeredAt.slice(0, 10)}.${format}`,
    description: `MFA evidence of ${accounts.toLocaleString('en-US')} accounts as ${FORMAT_NAMES[format]}: verdicts with witness or proof, findings, policies as read`,
    sizeInBytes: roughSize(accounts, format), context: { format, offeredAt },
  };
}

/** What became of an accepted offer, in a sentence. Never rejects where `use` doesn't. */
export type FileUse = (file: EvidenceFile) => Promise<string>;

/** Makes the file from the newest scan and hands it to `use`. An offer that is too old, or not ours, is refused with a sentence. */
export async function makeFile(parts: TurnParts, offered: unknown, person: Person, use: FileUse): Promise<string> {
  const context = contextSchema.safeParse(offered);
  const age = context.success ? parts.now() - Date.parse(context.data.offeredAt) : Number.NaN;
  if (!context.success || !(age >= 0 && age < OFFER_LASTS_MS)) return EXPIRED;
  const actor = { id: person.accountId ?? person.personId, name: person.name ?? 'somebody without a name' };
  const madeAt = new Date(parts.now()).toISOString();
  return exportEvidence(await parts.scanner.current(), { audit: parts.enforce.audit, actor, format: context.data.format, madeAt }, use);
}

const EXPIRED = 'This offer is older than a day. Ask for the export again, and the file is made from the newest scan.';
