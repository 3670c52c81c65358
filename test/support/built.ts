import { execFileSync } from 'node:child_process';

let isBuilt = Boolean(process.env['BUILT']);

/** Makes `dist` what `src` is now. `npm test` has done so before and says it, since several processes of it would build over each other. */
export function build(): void {
  if (!isBuilt) execFileSync(process.execPath, ['src/build.mjs']);
  isBuilt = true;
}
