import { h, type JSX } from 'preact';
import { useLive } from '../live';

/** Copies a text, or what is read when the button is pressed. */
export function CopyButton({ text, what, label = 'Copy' }: { text: string | (() => Promise<string>); what: string; label?: string }): JSX.Element {
  const { say } = useLive();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : await text());
      say(`Copied: ${what}`);
    } catch {
      say('The browser does not allow copying here. Select the text instead.');
    }
  };
  return h('button', { type: 'button', class: 'small', 'aria-label': label === 'Copy' ? `Copy ${what}` : undefined, onClick: () => void copy() }, label);
}
