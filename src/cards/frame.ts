import { bind, type CardJson, type CardName, type Data } from './bind.js';
import { joined, trusted, type Cell } from './cell.js';
import { clean } from './escape.js';

/** What every card tells beside its subject. */
export interface Frame {
  /** Undefined until the first scan knows it. */
  tenant?: string | undefined;
  isDemo: boolean;
  /** The scan that the card answers from; `ago` as a person says it. */
  scanned?: { at: string; ago: string; isPreliminary: boolean } | undefined;
  /** What the reader may press; left out, nothing that writes. */
  may?: { enforce: boolean; ticket: boolean } | undefined;
}

export interface Presented {
  card: CardJson;
  /** The same facts as plain text. */
  text: string;
  /** The card for readers who may write nothing; left out where it is the same. */
  base?: () => CardJson;
  /** What draws this card again, for another reader. */
  refresh?: Drawn;
  /** The page of the tab that shows the same with more room, such as `account/<id>`. */
  page?: string;
}

/** A button that shows something, and does nothing else. */
export interface Drawn {
  verb: string;
  data: CardJson;
}

/** One card: how its view becomes the template's data, and the same facts as lines of text. */
export interface Presenter<View> {
  name: CardName;
  data(view: View, frame: Frame): { [name: string]: Data };
  /** Lines, each cleaned on its own; or text of the product's own that stands as it is. */
  text(view: View, frame: Frame): string[] | string;
  /** For cards whose buttons not everybody may press. */
  refresh?(view: View): Drawn;
  /** See `Presented`; undefined where this view has none. */
  page?(view: View): string | undefined;
}

export function present<View>(presenter: Presenter<View>, view: View, frame: Frame): Presented {
  const data = { eyebrow: eyebrow(frame), ...presenter.data(view, frame) };
  const seenBy = (may: Frame['may']): CardJson => bind(presenter.name, { mayEnforce: may?.enforce === true, mayTicket: may?.ticket === true, ...data });
  const text = presenter.text(view, frame);
  const label = frame.isDemo ? '\n(demo tenant)' : '';
  const mayWrite = frame.may?.enforce || frame.may?.ticket;
  const refresh = presenter.refresh?.(view);
  const page = presenter.page?.(view);
  return {
    card: seenBy(frame.may), text: (typeof text === 'string' ? text : lines(text)) + label,
    ...(mayWrite && { base: () => seenBy(undefined) }), ...(refresh && { refresh }), ...(page && { page }),
  };
}

function eyebrow({ tenant, isDemo }: Frame): Cell {
  return joined([tenant ?? trusted('MFA compliance'), ...(isDemo ? [trusted('**demo tenant**')] : [])]);
}

/** Of the one account that a card is about. */
export const accountPage = (account: { id: string } | undefined): string | undefined => account && `account/${encodeURIComponent(account.id)}`;

/** "Scanned 3 minutes ago, 21:14": the client puts the time into the reader's own time zone. */
export function scannedLine({ scanned }: Frame): Cell {
  if (!scanned) return trusted('');
  const moment = `${new Date(scanned.at).toISOString().slice(0, 19)}Z`;
  return trusted(`Scanned ${scanned.ago} · {{DATE(${moment},SHORT)}} {{TIME(${moment})}}${scanned.isPreliminary ? ' · still reading who has registered' : ''}`);
}

export function scannedText({ scanned }: Frame): string {
  if (!scanned) return '';
  return `Scanned ${scanned.ago} (${scanned.at.slice(0, 16).replace('T', ' ')} UTC)${scanned.isPreliminary ? '; still reading who has registered' : ''}.`;
}

/** Each line cleaned on its own: a name can't add lines or steer a terminal. */
export function lines(texts: string[]): string {
  return texts.map((text) => clean(text)).filter((text) => text !== '').join('\n');
}
