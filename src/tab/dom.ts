type Child = Node | string | number | false | null | undefined;
type Props = { [name: string]: string | number | boolean | undefined | ((event: never) => void) };

/** An element with attributes, listeners (`onclick`) and children; texts are texts, never markup. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  return dress(document.createElement(tag), props, children);
}

/** The same for a drawing. */
export function svg<K extends keyof SVGElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  return dress(document.createElementNS('http://www.w3.org/2000/svg', tag), props, children);
}

function dress<E extends Element>(element: E, props: Props, children: Child[]): E {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child): child is Node | string | number => child !== undefined && child !== null && child !== false).map((child) => (typeof child === 'number' ? String(child) : child)));
  return element;
}

/** Text with names in backticks, each name set apart. */
export function prose(text: string): (Node | string)[] {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? h('span', { class: 'name' }, part) : part));
}

/** Puts these in place of what was there. */
export const fill = (element: Element, ...children: Child[]): void => element.replaceChildren(...children.filter((child): child is Node | string => child instanceof Node || (typeof child === 'string' && child !== '')));
