/** A growing bit set over positions in `Snapshot.accounts`; 1 bit an account. */
export class AccountSet implements Iterable<number> {
  #words: Uint32Array = new Uint32Array(0);
  #size = 0;

  static of(positions: Iterable<number>): AccountSet {
    const set = new AccountSet();
    for (const position of positions) set.add(position);
    return set;
  }

  /** How a set is told apart where the module is loaded twice (a loader for `import`, another for `require`): `instanceof` fails there. */
  get [Symbol.toStringTag](): string {
    return 'AccountSet';
  }

  get size(): number {
    return this.#size;
  }

  has(position: number): boolean {
    return (((this.#words[position >>> 5] ?? 0) >>> (position & 31)) & 1) === 1;
  }

  add(position: number): void {
    const word = position >>> 5;
    if (word >= this.#words.length) this.#grow(word + 1);
    if (this.has(position)) return;
    this.#words[word]! |= 1 << (position & 31);
    this.#size += 1;
  }

  without(position: number): AccountSet {
    const copy = new AccountSet();
    for (const each of this) if (each !== position) copy.add(each);
    return copy;
  }

  *[Symbol.iterator](): Iterator<number> {
    for (let word = 0; word < this.#words.length; word += 1) {
      let bits = this.#words[word]!;
      while (bits !== 0) {
        yield word * 32 + (31 - Math.clz32(bits & -bits));
        bits &= bits - 1;
      }
    }
  }

  #grow(words: number): void {
    const larger = new Uint32Array(Math.max(words, this.#words.length * 2));
    larger.set(this.#words);
    this.#words = larger;
  }
}
