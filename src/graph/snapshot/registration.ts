import type { Account } from '../../engine/index.js';
import * as calls from '../calls.js';
import { GraphError } from '../client/error.js';
import { readPages } from '../client/pages.js';
import { RegistrationDecoder, type Registration } from '../decode/registration.js';
import type { Licences } from '../decode/tenant.js';
import type { AccountTable } from './accountTable.js';
import type { Scan } from './scan.js';

/** Registrations by the table's numbers; what could be read stays, even where the list broke off. */
export type Registrations = (Registration | undefined)[];

/** The slowest source of a scan, and the only one no verdict depends on. Not asked for where there is no P1 licence. */
export async function readRegistrations(scan: Scan, table: AccountTable, licences: Licences | undefined): Promise<Registrations> {
  const registrations: Registrations = [];
  if (licences?.hasPremium === false) noteUnlicensed(scan);
  else await scan.read(calls.userRegistrationDetails, () => persist(licences?.hasPremium === true, () => readInto(scan, table, registrations)));
  return registrations;
}

/** The service now and then refuses a licensed tenant for want of a licence: asked once more, it answers. */
async function persist(isLicensed: boolean, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!isLicensed || !(error instanceof GraphError) || error.reason !== 'licence') throw error;
    await read();
  }
}

async function readInto(scan: Scan, table: AccountTable, registrations: Registrations): Promise<void> {
  const decoder = new RegistrationDecoder();
  await readPages(scan.graph, calls.userRegistrationDetails, {
    onPage: (rows) => {
      for (const row of rows) {
        const { id, registration } = decoder.decode(row);
        registrations[table.numberOf(id)] = registration;
      }
    },
  });
}

/** New objects: a snapshot that was handed out before must not change. */
export function withRegistrations(table: AccountTable, registrations: Registrations): Account[] {
  return table.accounts.map((account) => ({ ...account, ...registrations[table.numberOf(account.id)] }));
}

function noteUnlicensed(scan: Scan): void {
  scan.note('userRegistrationDetails', 'licence', 'Registered methods need an Entra ID P1 licence, which this tenant doesn\'t have; no verdict depends on them.');
  scan.finish('userRegistrationDetails');
}
