import { isBlank, type Fields } from '../../../engine';
import { addresses, common, needed, type Platform } from './platform';
import { isWebPage } from './texts';

/** Not the icon: the vendor's samples contain a file name there. */
const ADDRESSES = ['redirectURL', 'imageURL'];

const columns = {
  title: common.title,
  message: common.message,
  redirectURL: {
    type: 'text',
    label: 'Redirect URL',
    description: 'URL that a click opens, instead of the link above; MoEngage requires one of them',
    placeholder: 'https://example.com/order',
  },
  iconURL: {
    type: 'text',
    label: 'Icon URL',
    description: 'URL of the icon; required by MoEngage',
    prominent: true,
    placeholder: 'https://example.com/icon.png',
  },
  imageURL: { type: 'text', label: 'Image URL', description: 'URL of a large image', placeholder: 'https://example.com/picture.png' },
  autoDismiss: { type: 'boolean', label: 'Auto Dismiss', description: 'Whether the notification closes after 8 seconds' },
} as const satisfies Fields;

/** payload.WEB */
export const web: Platform = {
  wire: 'WEB',
  field: { type: 'group', label: 'Web', description: 'What differs in web browsers, or is added there', columns },
  wireOf: (form) => form,
  opening: ({ redirectURL }, link) => (isBlank(redirectURL) && isWebPage(link) ? { redirectURL: link } : {}),
  unfit({ redirectURL }, link) {
    if (!isBlank(redirectURL) || isWebPage(link)) return undefined;
    const todo = "Enter a web page such as https://example.com, or the 'Redirect URL' of 'Web'.";
    return [link === '' ? "is empty, but 'Web' needs a page that a click opens" : `is '${link}', which a browser cannot open`, todo];
  },
  problems: (block, say) => [...needed(block, ['title', 'message', 'redirectURL', 'iconURL'], say), ...addresses(block, ADDRESSES, say)],
};
