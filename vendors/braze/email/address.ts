import type { Field } from '../../../engine';
import { MOST_IN_ONE_REQUEST } from '../identifiers';

/** "Either a single email address, or an array of up to 50" (Braze document, "Email Sync"); more travel in several requests. */
export const email = {
  type: 'list',
  label: 'Email Addresses',
  description: `The addresses; more than ${MOST_IN_ONE_REQUEST} are spread over several requests, and those of several items share one`,
  required: true,
  placeholder: 'e.g. bob@example.com',
  limits: { format: 'email' },
  todo: 'Give addresses such as bob@example.com, at least one, and no empty ones.',
} as const satisfies Field;
