import { readFile } from 'node:fs/promises';
import { zipSync } from 'fflate';
import { checkPackage } from './check.js';
import { buildManifest, type Manifest, type PackageOptions } from './manifest.js';

const ICONS = new URL('../../appPackage/icons/', import.meta.url);
/** The format has no date before; a fixed one makes the same input the same package. */
const DATE = new Date('1980-01-01T12:00:00');

/** What a package is made of: the manifest and both icons. */
export async function packageFiles(options: PackageOptions): Promise<{ manifest: Manifest; color: Uint8Array; outline: Uint8Array }> {
  const [manifest, color, outline] = await Promise.all([buildManifest(options), readFile(new URL('color.png', ICONS)), readFile(new URL('outline.png', ICONS))]);
  return { manifest, color, outline };
}

/** Files by their name in the package, zipped. */
export function zip(files: Record<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, [bytes, { mtime: DATE }]])));
}

export const jsonBytes = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

/** The package ready for upload, and what is wrong with it. */
export async function pack(options: PackageOptions): Promise<{ bytes: Uint8Array; problems: string[] }> {
  const { manifest, color, outline } = await packageFiles(options);
  const bytes = zip({ 'manifest.json': jsonBytes(manifest), 'color.png': color, 'outline.png': outline });
  return { bytes, problems: await checkPackage(bytes) };
}
