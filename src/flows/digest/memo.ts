/** The last few answers by key: at 9:00 thousands of cards ask the same questions. A question that failed is asked again. */
export class Memo<T> {
  readonly #kept = new Map<string, Promise<T>>();

  constructor(private readonly most = 20) {}

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key);
    if (known) return known;
    const answer = ask();
    answer.catch(() => this.#kept.delete(key));
    this.#kept.set(key, answer);
    if (this.#kept.size > this.most) this.#kept.delete(this.#kept.keys().next().value!);
    return answer;
  }
}
