/** Makes an element. */
export const make = <K extends keyof HTMLElementTagNameMap>(tag: K, className = '', ...children: readonly (Node | string)[]): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
};

export const icon = (name: string): HTMLElement => make('i', `fa fa-${name}`);

/** An element that exists because the page built with this script contains it. */
export const find = <T extends HTMLElement>(selector: string): T => {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`There is no ${selector} in this form`);
  return found;
};
