import type { Field } from '../../../engine';
import { MOST_IN_ONE_REQUEST } from '../identifiers';

/** "Either a single email address, or an array of up to 50" (Braze document, "Email Sync"); more are sent in several requests. */
export const email = {
  type: 'list',
  label: 'Email Addresses',
  description: `The email addresses; more than ${MOST_IN_ONE_REQUEST} are split across several requests, and addresses of several items share a request`,
  required: true,
  placeholder: 'e.g. bob@example.com',
  limits: { format: 'email' },
  todo: 'Enter at least one email address, such as bob@example.com, with no empty entries.',
} as const satisfies Field;

/** An address by which a list is searched. */
export const oneEmail = {
  type: 'text',
  label: 'Email Address',
  description: 'Email address to look for',
  prominent: true,
  placeholder: 'e.g. bob@example.com',
  limits: { format: 'email' },
  todo: 'Enter an email address such as bob@example.com.',
} as const satisfies Field;

/** A list of addresses to which one thing is done. */
export const addresses = { list: 'email', field: email, one: 'email', samples: ['bob@example.com', 'demo-0001@example.com'] } as const;
