import type { Fields } from '../../../engine';
import { addresses, common, needed, type Platform } from './platform';

/** Not the icon: the vendor's samples contain a file name there. */
const ADDRESSES = ['redirectURL', 'imageURL'];

const columns = {
  title: common.title,
  message: common.message,
  redirectURL: {
    type: 'text',
    label: 'Redirect URL',
    description: 'URL that a click opens; required by MoEngage',
    prominent: true,
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
  field: { type: 'group', label: 'Web', description: 'Notification for web browsers', columns },
  wireOf: (form) => form,
  problems: (block, say) => [...needed(block, ['title', 'message', 'redirectURL', 'iconURL'], say), ...addresses(block, ADDRESSES, say)],
};
