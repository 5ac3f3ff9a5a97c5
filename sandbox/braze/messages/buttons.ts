import { isRecord } from '../../server/body';
import { textOf, type MessageButton } from '../../server/parts';

/** The buttons of a message object, each with the first address that it leads to. */
export function buttonsIn(value: unknown): MessageButton[] {
  return (Array.isArray(value) ? value : []).filter(isRecord).flatMap((button) => {
    const text = textOf(button.text);
    const link = Object.entries(button).find(([name, address]) => /(^|_)uri$/.test(name) && textOf(address))?.[1];
    return text === undefined ? [] : [{ text, ...(typeof link === 'string' && { link }) }];
  });
}
