import { icon, make } from './dom';

/** Fields that most users leave alone, collapsed by default. */
export interface Section {
  readonly element: HTMLElement;
  readonly body: HTMLElement;
  unfold(): void;
  /** Marks the heading: something inside is wrong, which is not visible while it is collapsed. */
  mark(wrong: boolean): void;
}

export const section = (title: string, isOpen: boolean): Section => {
  const body = make('div', 'campaign-section-body');
  const arrow = icon('angle-right');
  const head = make('a', 'campaign-section-head', arrow, ` ${title}`);
  const sign = make('span', 'campaign-section-sign', icon('exclamation-triangle'));
  head.setAttribute('role', 'button');
  head.setAttribute('href', '#');
  const toggle = (open: boolean): void => {
    body.hidden = !open;
    arrow.className = `fa fa-angle-${open ? 'down' : 'right'}`;
    head.setAttribute('aria-expanded', String(open));
  };
  head.addEventListener('click', (event) => {
    event.preventDefault();
    toggle(Boolean(body.hidden));
  });
  toggle(isOpen);
  return {
    element: make('div', 'campaign-section', head, body),
    body,
    unfold: () => toggle(true),
    mark(wrong) {
      if (wrong) head.append(sign);
      else sign.remove();
    },
  };
};
