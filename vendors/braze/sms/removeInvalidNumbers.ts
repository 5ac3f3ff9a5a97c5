import { operation } from '../../../engine';
import { promisedStatus } from '../accepted';
import { endpoint } from '../endpoint';
import { MOST_IN_ONE_REQUEST } from '../identifiers';
import { laidOut } from '../nonFatal';

const { path, permission, quota } = endpoint('/sms/invalid_phone_numbers/remove');

/** Remove invalid phone numbers. The page's table calls the list `phone_number`, its two samples `phone_numbers`. */
export const removeInvalidNumbers = operation({
  label: 'Remove Invalid Numbers',
  action: 'Remove invalid phone numbers',
  description: 'Remove phone numbers from the list of invalid ones, so that they receive SMS again',
  docs: 'Braze, "Remove invalid phone numbers"',
  fields: {
    phone_numbers: {
      type: 'list',
      label: 'Phone Numbers',
      description: `The phone numbers in E.164 format; more than ${MOST_IN_ONE_REQUEST} are split across several requests, and numbers of several items share a request`,
      required: true,
      placeholder: 'e.g. +15043277269',
      limits: { format: 'phone' },
      todo: 'Enter at least one phone number with its country code, such as +15043277269, with no empty entries.',
    },
  },
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  batch: { max: MOST_IN_ONE_REQUEST, splitBy: ['phone_numbers'] },
  request: (inputs) => ({ method: 'POST', path, body: { json: { phone_numbers: inputs.flatMap((input) => input.phone_numbers) } } }),
  parse(reply, inputs) {
    const status = promisedStatus(reply);
    return laidOut(
      reply,
      'phone_numbers',
      inputs.map((input) => ({ phone_number: input.phone_numbers[0] ?? '', removed: true, status })),
    );
  },
  sample: { phone_number: '+15043277269', removed: true, status: 'processed' },
  sampleReply: { message: 'success' },
  sampleInputs: [{ phone_numbers: ['+15043277269'] }, { phone_numbers: ['+15043277269', '+15043277270'] }],
});
