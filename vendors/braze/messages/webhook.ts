import type { Fields } from '../../../engine';
import { hashes, json, needed, variation, type MessageKind } from './kind';

const columns = {
  url: {
    type: 'text',
    label: 'URL',
    description: 'URL that Braze calls for each user',
    prominent: true,
    placeholder: 'https://www.example.com/hook',
    limits: { format: 'templateUrl' },
  },
  request_method: {
    type: 'choice',
    label: 'Request Method',
    description: 'HTTP method of the request',
    prominent: true,
    options: ['DELETE', 'GET', 'POST', 'PUT'].map((value) => ({ value, label: value })),
  },
  request_headers: { type: 'json', label: 'Request Headers', description: 'HTTP headers of the request, by name', limits: { shape: 'object' } },
  body: { type: 'text', prose: 'lines', label: 'Body', description: 'Body of the request; JSON must be written as a string', prominent: true },
  message_variation_id: variation('a webhook'),
  json,
} as const satisfies Fields;

/** Webhook Object Specification. */
export const webhook: MessageKind = {
  wire: 'webhook',
  field: { type: 'group', label: 'Webhook', description: 'HTTP request for each user', columns },
  problems: (message, say) => [...needed(message, ['url', 'request_method'], say), ...hashes(message, ['request_headers'], say)],
};
