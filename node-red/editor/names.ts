import type { NamesAnswer } from '../shared/pickers';
import { icon, make } from './dom';
import { editorText } from './texts';

/** Reads the names of the variables that the form's campaign takes. */
export type ReadNames = () => Promise<NamesAnswer>;

/** A button that fills a list with the names, and what came of it. */
export interface NamesButton {
  readonly element: HTMLElement;
}

/**
 * The names are read when the user asks for it: each click costs a request of the account.
 * @param fill adds the names that the list lacks, and returns how many these are
 */
export const namesButton = (read: ReadNames, fill: (names: readonly string[]) => number): NamesButton => {
  const button = make('button', 'red-ui-button campaign-names-read', icon('refresh'), ` ${editorText('form.readNames')}`);
  button.type = 'button';
  const note = make('div', 'campaign-names-note');
  note.setAttribute('role', 'status');
  const say = (text: string, isBad = false): void => {
    note.textContent = text;
    note.classList.toggle('campaign-pick-failed', isBad);
  };
  button.addEventListener('click', () => {
    if (button.disabled) return;
    button.disabled = true;
    say(editorText('form.readingNames'));
    void read()
      .then((answer) => {
        if (!answer.ok) return say([answer.message, answer.todo].filter((each) => each !== '').join(' '), true);
        if (answer.names.length === 0) return say(editorText('form.noNames'));
        const added = fill(answer.names);
        say(editorText(added === 0 ? 'form.namesThere' : 'form.namesAdded', { names: answer.names.join(', ') }));
      })
      .finally(() => {
        button.disabled = false;
        button.focus();
      });
  });
  return { element: make('div', 'campaign-names', button, note) };
};
