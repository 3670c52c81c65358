import { randomUUID } from 'node:crypto';
import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StoreInUseError } from '../types.js';

interface Holder {
  pid: number;
  /** When the kernel started the process, so that a reused pid isn't taken for it; null where the system doesn't tell. */
  started: string | null;
}

/**
 * Exclusive use of a folder, by a file with the holder's pid and start time. A crashed process's lock is recognised and taken over.
 * Two processes on one embedded database would lose committed rows, silently. Resolves to the function that gives it back.
 */
export async function lockFolder(path: string, folder: string): Promise<() => Promise<void>> {
  const mine = JSON.stringify({ pid: process.pid, started: await startOf(process.pid) } satisfies Holder);
  const draft = `${path}.${randomUUID()}`;
  // Written aside and then linked: the lock appears whole or not at all.
  await writeFile(draft, mine);
  try {
    if (!(await claim(draft, path)) && !((await discardStale(path)) && (await claim(draft, path)))) throw await refusal(path, folder);
  } finally {
    await unlink(draft);
  }
  return () => unlink(path);
}

/** Where the lock of a data folder is. */
export const lockOf = (dataDir: string): string => join(resolve(dataDir), 'database.lock');

/** Throws StoreInUseError where another process has the embedded database: for who would rather know before anything is started. */
export async function refuseIfInUse(dataDir: string): Promise<void> {
  const path = lockOf(dataDir);
  if (await isAlive(await holderOf(path))) throw await refusal(path, dataDir);
}

async function claim(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}

/** Moves a dead holder's lock away. Moved first and read again: another process may have replaced it in between. */
async function discardStale(path: string): Promise<boolean> {
  if (await isAlive(await holderOf(path))) return false;
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return true;
  }
  const isStale = !(await isAlive(await holderOf(aside)));
  if (!isStale) await claim(aside, path);
  await unlink(aside);
  return isStale;
}

async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

async function isAlive(holder: Holder | undefined): Promise<boolean> {
  if (!holder || !isRunning(holder.pid)) return false;
  return holder.started === null || holder.started === (await startOf(holder.pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of /proc/<pid>/stat, in ticks since boot; the name in field 2 may hold spaces, so fields are counted after it. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

async function refusal(path: string, folder: string): Promise<StoreInUseError> {
  const pid = (await holderOf(path))?.pid;
  return new StoreInUseError(`the embedded database in \`${folder}\` is in use by another process${pid ? ` (${pid})` : ''}: stop it, set DATA_DIR to another folder, or use PostgreSQL by DATABASE_URL`);
}
