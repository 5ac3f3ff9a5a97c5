import { h, type ComponentChildren, type JSX } from 'preact';
import type { MessageRecord } from '../api';
import { clockTime, platformName } from '../format';
import { bodyOf, marked } from '../ui/marked';
import { Picture } from './picture';

/** A phone with something on its screen. */
export function Phone({ at, kind, children }: { at: number; kind: string; children?: ComponentChildren }): JSX.Element {
  return h(
    'div',
    { class: `phone ${kind}` },
    h('div', { class: 'bar', 'aria-hidden': 'true' }, h('span', null, clockTime(at)), h('i', null)),
    h('div', { class: 'glass' }, children),
  );
}

/** Buttons below a message, as they look: they do nothing here. */
export function Buttons({ message }: { message: MessageRecord }): JSX.Element | null {
  const { buttons = [] } = message.parts ?? {};
  if (buttons.length === 0) return null;
  return h(
    'div',
    { class: 'buttons' },
    buttons.map(({ text, link }, index) => h('span', { key: index, class: 'cta', title: link }, text)),
  );
}

/** A notification on a lock screen, or in the corner of a desktop. */
export function Push({ message }: { message: MessageRecord }): JSX.Element {
  const { parts = {}, platforms, channel, sendAt } = message;
  const note = h(
    'div',
    { class: 'note' },
    h(
      'div',
      { class: 'app' },
      h('i', { 'aria-hidden': 'true' }, 'D'),
      h('span', null, 'Demo app'),
      h('span', { class: 'end' }, platforms.map(platformName).filter(Boolean).join(' + ')),
    ),
    message.title === '' ? null : h('p', { class: 'heading' }, marked(message.title, 'title', message)),
    parts.subtitle === undefined ? null : h('p', { class: 'subtitle' }, marked(parts.subtitle, 'subtitle', message)),
    h('p', null, bodyOf(message)),
    parts.image === undefined ? null : h(Picture, { address: parts.image }),
    h(Buttons, { message }),
  );
  if (channel === 'webpush') return h('div', { class: 'desktop' }, note);
  return h(Phone, { at: sendAt, kind: 'lock' }, h('div', { class: 'lock-time', 'aria-hidden': 'true' }, clockTime(sendAt)), note);
}

/** A message inside an app. */
export function InApp({ message }: { message: MessageRecord }): JSX.Element {
  const { parts = {}, sendAt } = message;
  return h(
    Phone,
    { at: sendAt, kind: 'app-screen' },
    h(
      'div',
      { class: 'modal' },
      parts.image === undefined ? null : h(Picture, { address: parts.image }),
      message.title === '' ? null : h('p', { class: 'heading' }, marked(message.title, 'title', message)),
      h('p', null, bodyOf(message)),
      parts.buttons?.length ? h(Buttons, { message }) : h('div', { class: 'buttons' }, h('span', { class: 'cta' }, 'OK')),
    ),
  );
}

/** A conversation in a messenger or with text messages. */
export function Bubbles({ message, app }: { message: MessageRecord; app: string }): JSX.Element {
  const { parts = {}, channel, sendAt } = message;
  return h(
    Phone,
    { at: sendAt, kind: `chat ${channel}` },
    h('div', { class: 'chat-head' }, h('i', { 'aria-hidden': 'true' }, 'D'), h('span', null, 'Demo brand'), h('span', { class: 'end' }, app)),
    h(
      'div',
      { class: 'bubble' },
      parts.image === undefined ? null : h(Picture, { address: parts.image }),
      message.title === '' ? null : h('b', null, marked(message.title, 'title', message)),
      h('p', null, bodyOf(message)),
      h('span', { class: 'at' }, clockTime(sendAt)),
    ),
    h(Buttons, { message }),
  );
}

/** A card in an app's feed. */
export function Card({ message }: { message: MessageRecord }): JSX.Element {
  const { parts = {} } = message;
  return h(
    'div',
    { class: 'feed' },
    h(
      'div',
      { class: 'feed-card' },
      parts.image === undefined ? null : h(Picture, { address: parts.image }),
      message.title === '' ? null : h('p', { class: 'heading' }, marked(message.title, 'title', message)),
      h('p', null, bodyOf(message)),
      h(Buttons, { message }),
    ),
  );
}
