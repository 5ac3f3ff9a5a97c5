import { isMeant, MOST_ENTRIES, type Entry, type PickAnswer, type Source } from '../shared/pickers';
import { icon, make } from './dom';
import { editorText } from './texts';

/** Makes the runtime look up the vendor's entries. */
export type Ask = (source: Source, filter: string) => Promise<PickAnswer>;

/** Debounce for typing before a lookup. */
const PAUSE_MS = 300;

/** A searchable list below a field. */
export interface Picker {
  readonly element: HTMLElement;
  toggle(): void;
  close(): void;
}

/** Offers the vendor's entries by name; the whole list is looked up once each time it is opened, and again only if it is too long to be shown. */
export const pickerOf = (source: Source, ask: Ask, onPick: (entry: Entry) => void): Picker => {
  const search = make('input', 'campaign-pick-search');
  search.type = 'search';
  search.placeholder = editorText('form.search');
  const list = make('div', 'campaign-pick-list');
  list.setAttribute('role', 'listbox');
  const note = make('div', 'campaign-pick-note');
  note.setAttribute('role', 'status');
  const element = make('div', 'campaign-pick', search, list, note);
  element.hidden = true;

  /** All entries, if there are few enough. */
  let allEntries: readonly Entry[] | undefined;
  let latestRequest = 0;
  /** The last lookup failed: pressing the button again means to retry, perhaps with another account. */
  let hasFailed = false;
  let timer: number | undefined;

  const showNote = (sign: string, ...sentences: readonly string[]): void => {
    note.classList.remove('campaign-pick-failed');
    note.replaceChildren(...(sentences.length > 0 ? [icon(sign), ` ${sentences.filter((each) => each !== '').join(' ')}`] : []));
  };
  const close = (): void => {
    element.hidden = true;
    window.clearTimeout(timer);
    latestRequest++;
  };
  const showEntries = (entries: readonly Entry[], more: boolean): void => {
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
    if (more) showNote('info-circle', editorText('form.pickMore', { count: MOST_ENTRIES }));
    else if (entries.length === 0) showNote('info-circle', editorText('form.pickNone'));
    else showNote('');
  };
  const load = async (): Promise<void> => {
    const request = ++latestRequest;
    const filter = search.value.trim();
    showNote('spinner fa-spin', editorText('form.pickLoading'));
    const answer = await ask(source, filter);
    // Another lookup was started in the meantime, or the list was closed.
    if (request !== latestRequest) return;
    hasFailed = !answer.ok;
    if (!answer.ok) {
      list.replaceChildren();
      showNote('exclamation-triangle', answer.message, answer.todo);
      note.classList.add('campaign-pick-failed');
      return;
    }
    if (filter === '' && !answer.more) allEntries = answer.entries;
    showEntries(answer.entries, answer.more);
  };
  const applyFilter = (): void => {
    window.clearTimeout(timer);
    const filter = search.value.trim();
    if (!allEntries) timer = window.setTimeout(() => void load(), PAUSE_MS);
    else
      showEntries(
        allEntries.filter((entry) => isMeant(entry, filter)),
        false,
      );
  };
  const open = (): void => {
    allEntries = undefined;
    search.value = '';
    list.replaceChildren();
    element.hidden = false;
    search.focus();
    void load();
  };

  search.addEventListener('input', (event) => {
    // The form only handles its own fields.
    event.stopPropagation();
    applyFilter();
  });
  element.addEventListener('keydown', (event) => {
    const entries = [...list.querySelectorAll<HTMLElement>('.campaign-pick-entry')];
    const index = entries.indexOf(document.activeElement as HTMLElement);
    const focusOn = (target: HTMLElement | undefined): void => {
      event.preventDefault();
      target?.focus();
    };
    if (event.key === 'ArrowDown') focusOn(entries[index + 1]);
    else if (event.key === 'ArrowUp') focusOn(index <= 0 ? search : entries[index - 1]);
    else if (event.key === 'Enter' && index < 0) {
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
