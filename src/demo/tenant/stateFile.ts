import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { changesSchema, noChanges, type Changes } from './changes.js';

/** Keeps the changes in `demo-tenant.json`: written whole beside it and renamed, so that a kill leaves the old or the new one. */
export class StateFile {
  readonly path: string;

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true });
    this.path = join(dataDir, 'demo-tenant.json');
  }

  /** @throws Error with the mend where the file is there but can't be understood. */
  load(): Changes {
    if (!existsSync(this.path)) return noChanges();
    try {
      return changesSchema.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch (cause) {
      throw new Error(`The demo tenant's state in \`${this.path}\` is damaged. Delete that file to start again from the seed.`, { cause });
    }
  }

  save(changes: Changes): void {
    const beside = `${this.path}.new`;
    const file = openSync(beside, 'w');
    try {
      writeSync(file, JSON.stringify(changes));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, this.path);
  }
}
