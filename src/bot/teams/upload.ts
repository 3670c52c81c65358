import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { isLoopback } from '../../config.js';

/** Pieces have to be multiples of 320 KiB, and at most 60 MiB (Graph, driveItem: createUploadSession). */
const PIECE_BYTES = 16 * 320 * 1024;
const TRIES = 3;
const PATIENCE_MS = 60_000;
const LONGEST_WAIT_MS = 10_000;
/** Where OneDrive for work opens places for files: worldwide, US government, US defence, China (Microsoft 365 endpoints). */
const ONEDRIVE = /\.sharepoint(?:\.com|\.us|-mil\.us|\.cn)$/;
/** The place for the file is gone, or holds something else by now. */
const GONE = new Set([404, 409, 410, 412, 416]);

/** Why the file didn't get there, in a sentence for a person. */
export class UploadError extends Error {
  override name = 'UploadError';
}

export interface UploadOptions {
  url: string;
  path: string;
  /** Bytes. */
  size: number;
  /** Without credentials only this machine is written to, else only OneDrive. */
  isLocal: boolean;
}

/**
 * Puts a file where Teams opened a place for it. The address came through the client of whoever accepted,
 * so it must not lead the list, or a request, into any other network. It is its own permission: none of our tokens goes along.
 */
export async function upload({ url, path, size, isLocal }: UploadOptions): Promise<void> {
  if (!isAllowed(url, isLocal)) throw new UploadError('The address for the file is none that I write to.');
  const file = await open(path);
  try {
    for (let start = 0; start < size; start += PIECE_BYTES) await put(url, await piece(file, start, size), { start, size });
  } finally {
    await file.close();
  }
}

function isAllowed(text: string, isLocal: boolean): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.username || url.password) return false;
  return isLocal ? isLoopback(url.hostname) && /^https?:$/.test(url.protocol) : url.protocol === 'https:' && url.port === '' && ONEDRIVE.test(url.hostname);
}

async function piece(file: FileHandle, start: number, size: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(PIECE_BYTES, size - start)), 0, null, start);
  return buffer.subarray(0, bytesRead);
}

async function put(url: string, bytes: Buffer, { start, size }: { start: number; size: number }): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await send(url, bytes, `bytes ${start}-${start + bytes.length - 1}/${size}`);
    if (response?.ok) return;
    if (response && GONE.has(response.status)) throw new UploadError('The place that Teams opened for the file has expired. Ask for the export again.');
    const isPassing = !response || response.status === 429 || response.status >= 500;
    if (!isPassing || attempt === TRIES) throw new UploadError(`OneDrive did not take the file (${response ? `status ${response.status}` : 'no answer'}). Try again in a few minutes.`);
    await wait(pause(response, attempt));
  }
}

/** Undefined: no answer at all. A redirect is none that we follow. */
async function send(url: string, bytes: Buffer, range: string): Promise<{ ok: boolean; status: number; retryAfter: string | null } | undefined> {
  try {
    const headers = { 'content-range': range, 'content-type': 'application/octet-stream' };
    const response = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes), redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    await response.body?.cancel();
    return { ok: response.ok, status: response.status, retryAfter: response.headers.get('retry-after') };
  } catch {
    return undefined;
  }
}

function pause(response: { retryAfter: string | null } | undefined, attempt: number): number {
  const seconds = Number(response?.retryAfter ?? Number.NaN);
  return Math.min(LONGEST_WAIT_MS, Number.isFinite(seconds) ? seconds * 1_000 : attempt * 500);
}
