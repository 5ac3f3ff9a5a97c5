import { icon, make } from './dom';

/** Fields that most users leave alone, collapsed by default. */
export interface Section {
  readonly element: HTMLElement;
  unfold(): void;
  /** Marks the heading: something inside is wrong, which is not visible while it is collapsed. */
  mark(wrong: boolean): void;
}

/** @param fill called once, when the section is unfolded for the first time: most never are, and fields take time to draw */
export const section = (title: string, fill: (body: HTMLElement) => void): Section => {
  let isFilled = false;
  const body = make('div', 'campaign-section-body');
  const arrow = icon('angle-right');
  const head = make('a', 'campaign-section-head', arrow, ` ${title}`);
  const sign = make('span', 'campaign-section-sign', icon('exclamation-triangle'));
  head.setAttribute('role', 'button');
  head.setAttribute('href', '#');
  const toggle = (open: boolean): void => {
    if (open && !isFilled) {
      isFilled = true;
      fill(body);
    }
    body.hidden = !open;
    arrow.className = `fa fa-angle-${open ? 'down' : 'right'}`;
    head.setAttribute('aria-expanded', String(open));
  };
  head.addEventListener('click', (event) => {
    event.preventDefault();
    toggle(Boolean(body.hidden));
  });
  toggle(false);
  return {
    element: make('div', 'campaign-section', head, body),
    unfold: () => toggle(true),
    mark(wrong) {
      if (wrong) head.append(sign);
      else sign.remove();
    },
  };
};
