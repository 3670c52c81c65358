import { PageTokens } from '../odata/pageTokens.js';
import type { Settings } from '../options.js';
import { Throttle } from '../service/throttle.js';
import type { Account } from './account.js';
import type { Changes } from './changes.js';
import { Directory } from './directory.js';
import { accountNamedBy } from './personToken.js';
import { StateFile } from './stateFile.js';
import { View } from './view.js';

/** The tenant behind the service: what is written, and what reads see of it already. */
export class Tenant {
  readonly directory: Directory;
  readonly throttle: Throttle;
  /** Everything written; writes are checked against it. */
  readonly latest: View;
  readonly #visible: View;
  readonly #file: StateFile;
  #onTheWay: { at: number; change: (changes: Changes) => void }[] = [];
  #tokens: PageTokens | undefined;

  constructor(readonly settings: Settings) {
    this.#file = new StateFile(settings.dataDir);
    const changes = this.#file.load();
    this.directory = new Directory(settings.users ?? 0, changes.accounts);
    this.latest = new View(this.directory, changes);
    this.#visible = new View(this.directory, structuredClone(changes));
    this.throttle = new Throttle(this.directory.size, settings.now);
  }

  get tokens(): PageTokens {
    return this.#tokens!;
  }

  /** Called once the service knows its own origin. */
  listensAt(baseUrl: string): void {
    const { nextLinkBase = baseUrl, pageTokenLifetimeMs = 600_000, now } = this.settings;
    this.#tokens = new PageTokens(nextLinkBase, pageTokenLifetimeMs, now);
  }

  /** What reads see: without the writes that are still being replicated. */
  get view(): View {
    const now = this.settings.now().getTime();
    while (this.#onTheWay[0] !== undefined && this.#onTheWay[0].at <= now) this.#visible.apply(this.#onTheWay.shift()!.change);
    return this.#visible;
  }

  /** Writes a change to disk before it returns. `change` must only replace values, for it is applied more than once. */
  write(change: (changes: Changes) => void): void {
    this.latest.apply(change);
    this.#file.save(this.latest.changes);
    this.#onTheWay.push({ at: this.settings.now().getTime() + (this.settings.replicationDelayMs ?? 0), change });
  }

  /** Whom a bearer token stands for: the configured person, or the one whom the token names. */
  callerOf(bearer: string | undefined): Account | undefined {
    const { token, callerId } = this.settings;
    if (bearer === token) return this.directory.find(callerId);
    const named = bearer === undefined ? undefined : accountNamedBy(bearer, token);
    return named === undefined ? undefined : this.directory.find(named);
  }
}
