/** Longer messages keep their head and tail: the question of a rambling message stands at either end. */
const HEAD = 3000;
const TAIL = 1500;

const ENTITIES: Record<string, string> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" };

/**
 * A message as the person meant it: no mention, no markup, no control characters, plain quotes, one space.
 * Case and punctuation stay. Linear in the length of the message.
 */
export function clean(message: string): string {
  const text = message.length > HEAD + TAIL ? `${message.slice(0, HEAD)} ${message.slice(-TAIL)}` : message;
  return stripMarkup(text.normalize('NFKC'))
    .replace(/[\u2018\u2019\u02bc`´]/g, "'")
    .replace(/[\u201c\u201d\u201e«»]/g, '"')
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function stripMarkup(text: string): string {
  return text
    .replace(/<at>[^<]{0,80}<\/at>/gi, ' ')
    .replace(/<\/?[a-z][^<>]{0,200}>/gi, ' ')
    .replace(/&(nbsp|amp|lt|gt|quot|apos|#39);/gi, (_all, name: string) => ENTITIES[name.toLowerCase()] ?? ' ');
}

const UPN = /[\w.+#-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g;

/** Lower-case words without apostrophes; user names, links, times and list references become one symbol each. */
export function words(text: string): string[] {
  const masked = text
    .replace(UPN, ' zzupn ')
    .replace(/https?:\/\/\S{1,500}/gi, ' zzurl ')
    .replace(/#\d{1,3}\b/g, ' zzref ')
    .replace(/\b\d{1,2}(?:[:.h]\d{2}\s?(?:am|pm|h)?|\s?(?:am|pm)|\s?o'?clock)\b/gi, ' zztime ')
    .replace(/\b(ca)[ -]?\d{2,4}\b/gi, ' zzpolicy ');
  return fold(masked).replace(/'/g, '').match(/[\p{L}\p{N}]+/gu)?.slice(0, 400) ?? [];
}

/** Lower case without accents: `Élodie` and `elodie` are the same name. */
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').replace(/ł/g, 'l').replace(/ø/g, 'o');
}

/** The sentences of a cleaned message: split at sentence ends, line-like numbering and semicolons. */
export function sentences(text: string): string[] {
  return text
    .split(/(?<=[?!;])\s+|(?<=[a-z0-9)"'][.])\s+(?=[A-Z0-9"(])|\s(?=\d{1,2}[.)]\s+[A-Z])/)
    .map((part) => part.replace(/^\d{1,2}[.)]\s+/, '').trim())
    .filter((part) => part.length > 1);
}

/** Single questions: sentences, and the clauses of a sentence that begin a question of their own. */
export function questions(text: string): string[] {
  return sentences(text).flatMap((sentence) => sentence.split(CLAUSE)).map((part) => part.replace(/^(?:hi|hello|hey|and|also|so|but)[,:]? /i, '').trim());
}

const CLAUSE = /(?:,| -) (?:and |or |also |also, )*(?=(?:can|could|what|how|when|is|are|does?|who|which|why|will|must|should)\b)|,? and (?:also )?(?=(?:can|could|what|how|when|is|are|does?|why|will|must|should) \w)/i;

const ASKING = /^(?:who|whos|what|whats|which|when|where|why|how|is|are|am|do|does|did|can|could|should|shall|must|may|will|would|has|have)\b/i;

/** A question by its mark or its first word. */
export function isQuestion(text: string): boolean {
  return /\?["')\s]*$/.test(text) || ASKING.test(text);
}
