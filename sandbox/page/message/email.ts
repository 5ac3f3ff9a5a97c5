import { h, type JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { MessageRecord } from '../api';
import { when } from '../format';
import { Facts } from '../ui/facts';
import { bodyOf, marked } from '../ui/marked';
import { PicturesContext } from './picture';

/** An email in an inbox. Its HTML is in a frame without scripts, which gets nothing of this page. */
export function Email({ message }: { message: MessageRecord }): JSX.Element {
  const { parts = {}, htmlUrl, user, sendAt } = message;
  const withPictures = useContext(PicturesContext);
  return h(
    'div',
    { class: 'mail' },
    h(
      'div',
      { class: 'mail-head' },
      message.title === '' ? null : h('p', { class: 'heading' }, marked(message.title, 'title', message)),
      h(Facts, {
        facts: [
          ['From', parts.from],
          ['Reply to', parts.replyTo],
          ['To', user],
          ['Sent', when(sendAt)],
        ],
      }),
    ),
    htmlUrl === undefined
      ? h('p', { class: 'mail-text' }, bodyOf(message))
      : h('iframe', { key: `${htmlUrl}${withPictures}`, title: `Email: ${message.title}`, sandbox: '', src: htmlUrl + (withPictures ? '&images=1' : '') }),
  );
}
