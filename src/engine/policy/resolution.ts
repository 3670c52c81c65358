/**
 * What is assumed of unread data. A variable is one unread fact ("the account is in group X").
 * `least` resolves each so that policies demand as little as possible, `most` as much as possible; `assigned` says which are true.
 */
export class Resolution {
  /** The variables that mattered so far. */
  readonly asked = new Set<string>();

  private constructor(readonly kind: 'least' | 'most' | 'assigned', private readonly truths?: ReadonlySet<string>) {}

  static least = (): Resolution => new Resolution('least');
  static most = (): Resolution => new Resolution('most');
  static assigned = (truths: ReadonlySet<string>): Resolution => new Resolution('assigned', truths);

  /** `demanding`: would the fact, if true, make the policies demand more? */
  decide(variable: string, demanding: boolean): boolean {
    this.asked.add(variable);
    if (this.kind === 'assigned') return this.truths!.has(variable);
    return this.kind === 'most' ? demanding : !demanding;
  }
}
