import type { DirectoryAudit } from '../../graph/index.js';
import type { AuditStore, DeliveryStore, ExceptionStore, ScanStore } from '../../store/types.js';
import type { PastScans } from '../changes/changesSince.js';
import type { Report, Snapshot } from '../../engine/index.js';
import type { Scanner } from '../scan.js';
import type { Tickets } from '../tickets/index.js';
import type { SubscribeParts } from './subscribe.js';

/** What a person can arrange: cards, and exceptions. */
export interface DailyParts extends SubscribeParts {
  exceptions: Promise<ExceptionStore>;
}

/** What a card is composed from. The stores may still be booting. */
export interface DigestParts {
  scanner: Scanner;
  history: Promise<PastScans>;
  scans: Promise<ScanStore>;
  deliveries: Promise<DeliveryStore>;
  exceptions: Promise<ExceptionStore>;
  audit: Promise<AuditStore>;
  tickets: Pick<Tickets, 'list'>;
  judge: (snapshot: Snapshot) => Report;
  /** The directory's audit log since a moment (ISO 8601); may reject: then nobody is named. */
  readAudits: (since: string) => Promise<DirectoryAudit[]>;
  isDemo: boolean;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Rejects when the signal is aborted. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  log: (message: string, cause?: unknown) => void;
}
