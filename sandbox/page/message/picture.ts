import { createContext, h, type JSX } from 'preact';
import { useContext } from 'preact/hooks';

/** Whether pictures are fetched from where they are: nothing else on this page leaves the machine, so somebody has to want it. */
export const PicturesContext = createContext(false);

const isWeb = (address: string): boolean => /^https?:\/\//i.test(address);

/** A picture of a message, or its address. */
export function Picture({ address }: { address: string }): JSX.Element {
  const isWanted = useContext(PicturesContext);
  if (isWanted && isWeb(address)) return h('img', { class: 'picture', src: address, alt: `Picture ${address}`, referrerPolicy: 'no-referrer' });
  return h('div', { class: 'picture absent' }, h('span', { class: 'picture-label' }, 'Picture'), h('span', { class: 'mono' }, address));
}

/** An address that can be opened if it is a web page: other kinds (an app's own, or a script) are text. */
export function Link({ address }: { address: string }): JSX.Element {
  if (!isWeb(address)) return h('span', { class: 'mono' }, address);
  return h('a', { class: 'mono', href: address, target: '_blank', rel: 'noreferrer noopener' }, address);
}
