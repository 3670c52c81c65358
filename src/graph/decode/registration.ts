import { flag, isTextList, needObject, needText } from './json.js';

export interface Registration {
  isMfaRegistered: boolean | undefined;
  methodsRegistered: readonly string[] | undefined;
}

/** Few combinations of methods exist: accounts with the same one share one object. */
export class RegistrationDecoder {
  readonly #shared = new Map<string, Registration>();

  /** A row of `userRegistrationDetails`; throws DecodeError without an id. */
  decode(raw: unknown): { id: string; registration: Registration } {
    const row = needObject(raw, 'a registration');
    const methods = row['methodsRegistered'];
    return { id: needText(row, 'id'), registration: this.#share(flag(row['isMfaRegistered']), isTextList(methods) ? methods : undefined) };
  }

  #share(isMfaRegistered: boolean | undefined, methodsRegistered: string[] | undefined): Registration {
    const key = `${isMfaRegistered} ${methodsRegistered?.join(' ')}`;
    const shared = this.#shared.get(key) ?? { isMfaRegistered, methodsRegistered };
    this.#shared.set(key, shared);
    return shared;
  }
}
