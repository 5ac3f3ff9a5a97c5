import { isMeant, MOST_ENTRIES, type Entry, type PickAnswer, type Source } from '../shared/pickers';
import { icon, make } from './dom';
import { own } from './texts';

/** Has the runtime look the vendor's entries up. */
export type Ask = (source: Source, filter: string) => Promise<PickAnswer>;

/** Typing goes on for so long before it is looked up. */
const PAUSE_MS = 300;

/** A searchable list below a field. */
export interface Picker {
  readonly element: HTMLElement;
  toggle(): void;
  close(): void;
}

/** Offers what the vendor has, by name; the whole list is looked up once an opening, and again only where it is too long to be shown. */
export const pickerOf = (source: Source, ask: Ask, onPick: (entry: Entry) => void): Picker => {
  const search = make('input', 'campaign-pick-search');
  search.type = 'search';
  search.placeholder = own('form.search');
  const list = make('div', 'campaign-pick-list');
  list.setAttribute('role', 'listbox');
  const note = make('div', 'campaign-pick-note');
  note.setAttribute('role', 'status');
  const element = make('div', 'campaign-pick', search, list, note);
  element.hidden = true;

  /** All entries, where they are few enough. */
  let all: readonly Entry[] | undefined;
  let asked = 0;
  /** The last answer was none: whoever presses the button again means to try again, with another account perhaps. */
  let hasFailed = false;
  let timer: number | undefined;

  const say = (sign: string, ...sentences: readonly string[]): void => {
    note.classList.remove('campaign-pick-failed');
    note.replaceChildren(...(sentences.length > 0 ? [icon(sign), ` ${sentences.filter((each) => each !== '').join(' ')}`] : []));
  };
  const close = (): void => {
    element.hidden = true;
    window.clearTimeout(timer);
    asked++;
  };
  const show = (entries: readonly Entry[], more: boolean): void => {
    list.replaceChildren(
      ...entries.map((entry) => {
        const option = make('a', 'campaign-pick-entry', make('span', 'campaign-pick-label', entry.label));
        if (entry.about !== undefined && entry.about !== entry.value) option.append(make('span', 'campaign-pick-about', entry.about));
        if (entry.label !== entry.value) option.append(make('span', 'campaign-pick-value', entry.value));
        option.setAttribute('role', 'option');
        option.setAttribute('href', '#');
        option.addEventListener('click', (event) => {
          event.preventDefault();
          close();
          onPick(entry);
        });
        return option;
      }),
    );
    if (more) say('info-circle', own('form.pickMore', { count: MOST_ENTRIES }));
    else if (entries.length === 0) say('info-circle', own('form.pickNone'));
    else say('');
  };
  const load = async (): Promise<void> => {
    const turn = ++asked;
    const filter = search.value.trim();
    say('spinner fa-spin', own('form.pickLoading'));
    const answer = await ask(source, filter);
    // Another question was asked in the meantime, or the list was closed.
    if (turn !== asked) return;
    hasFailed = !answer.ok;
    if (!answer.ok) {
      list.replaceChildren();
      say('exclamation-triangle', answer.message, answer.todo);
      note.classList.add('campaign-pick-failed');
      return;
    }
    if (filter === '' && !answer.more) all = answer.entries;
    show(answer.entries, answer.more);
  };
  const look = (): void => {
    window.clearTimeout(timer);
    const filter = search.value.trim();
    if (!all) timer = window.setTimeout(() => void load(), PAUSE_MS);
    else
      show(
        all.filter((entry) => isMeant(entry, filter)),
        false,
      );
  };
  const open = (): void => {
    all = undefined;
    search.value = '';
    list.replaceChildren();
    element.hidden = false;
    search.focus();
    void load();
  };

  search.addEventListener('input', (event) => {
    // The form looks at its own fields only.
    event.stopPropagation();
    look();
  });
  element.addEventListener('keydown', (event) => {
    const entries = [...list.querySelectorAll<HTMLElement>('.campaign-pick-entry')];
    const at = entries.indexOf(document.activeElement as HTMLElement);
    const go = (to: HTMLElement | undefined): void => {
      event.preventDefault();
      to?.focus();
    };
    if (event.key === 'ArrowDown') go(entries[at + 1]);
    else if (event.key === 'ArrowUp') go(at <= 0 ? search : entries[at - 1]);
    else if (event.key === 'Enter' && at < 0) {
      event.preventDefault();
      entries[0]?.click();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      close();
    } else return;
    // Node-RED has shortcuts on these keys.
    event.stopPropagation();
  });

  return { element, close, toggle: () => (element.hidden || hasFailed ? open() : close()) };
};
