import * as AdaptiveCards from 'adaptivecards';
import { h } from './dom.js';

/** Without this the bundler takes the library's tables for unused. */
const TABLE = new AdaptiveCards.Table().getJsonTypeName();
if (!AdaptiveCards.GlobalRegistry.defaultElements.findByName(TABLE)) AdaptiveCards.GlobalRegistry.defaultElements.register(TABLE, AdaptiveCards.Table);

export type CardJson = { [name: string]: unknown };

export interface CardHandlers {
  /** A button of the bot: its verb, and what the card knows, inputs included. */
  press(verb: string, data: CardJson): void;
  open(url: string): void;
}

/** Draws one of the bot's cards with the page's own colours. */
export function drawCard(json: CardJson, handlers: CardHandlers, label: string): HTMLElement {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(hostConfig());
  card.onExecuteAction = (action) => {
    if (action instanceof AdaptiveCards.ExecuteAction) handlers.press(action.verb, withInputs(action));
    else if (action instanceof AdaptiveCards.OpenUrlAction && action.url) handlers.open(action.url);
    else if (action instanceof AdaptiveCards.SubmitAction) {
      const { verb, ...data } = withInputs(action);
      if (typeof verb === 'string') handlers.press(verb, data);
    }
  };
  card.parse(json);
  const drawn = card.render();
  return h('div', { class: 'adaptive', role: 'group', 'aria-label': label }, ...(drawn ? [drawn] : []));
}

const withInputs = ({ data }: AdaptiveCards.SubmitAction): CardJson => ({ ...(data as CardJson | undefined) });

/** Bold and links are all that our cards use of markdown; everything else stays the letters it is. */
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = inline(escaped(text.replace(/\\([\\`*_{}[\]()#+\-.!<>|~&])/g, (_, character: string) => `&#${character.charCodeAt(0)};`)));
  result.didProcess = true;
};

const ESCAPES: Record<string, string> = { '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[<>"']/g, (character) => ESCAPES[character]!).replace(/&(?!#?\w+;)/g, '&amp;');
const inline = (html: string): string => html
  .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>').replace(/\[([^\]]+)\]\((https:\/\/[^\s)]+)\)/g, '<a href="$2" target="_blank" rel="noopener">$1</a>').replace(/\r?\n/g, '<br>');

const colour = (name: string): { default: string; subtle: string } => {
  const styles = getComputedStyle(document.documentElement);
  const value = styles.getPropertyValue(`--${name}`).trim();
  return { default: value, subtle: name === 'text' ? styles.getPropertyValue('--text-subtle').trim() : value };
};

function hostConfig(): object {
  const container = (background: string) => ({
    backgroundColor: getComputedStyle(document.documentElement).getPropertyValue(`--${background}`).trim(), borderColor: colour('border').default,
    foregroundColors: { default: colour('text'), dark: colour('text'), light: colour('text'), accent: colour('accent'), good: colour('good'), warning: colour('warning'), attention: colour('bad') },
  });
  return {
    fontFamily: 'inherit', supportsInteractivity: true, spacing: { small: 6, default: 10, medium: 14, large: 20, extraLarge: 28, padding: 14 }, separator: { lineThickness: 1, lineColor: colour('border').default },
    fontSizes: { small: 12, default: 14, medium: 16, large: 20, extraLarge: 24 }, fontWeights: { lighter: 400, default: 400, bolder: 600 },
    containerStyles: { default: container('surface'), emphasis: container('sunken'), good: container('good-soft'), attention: container('bad-soft'), warning: container('warning-soft'), accent: container('accent-soft') },
    actions: { maxActions: 8, spacing: 'default', buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left', showCard: { actionMode: 'inline', inlineTopMargin: 8 } },
    textBlock: { headingLevel: 2 }, factSet: { title: { weight: 'bolder', wrap: true, maxWidth: 160 }, value: { wrap: true }, spacing: 12 },
  };
}
