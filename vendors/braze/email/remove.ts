import { operation, type AnyOperation } from '../../../engine';
import { promisedStatus } from '../accepted';
import { endpoint, type Endpoint } from '../endpoint';
import { MOST_IN_ONE_REQUEST } from '../identifiers';
import { laidOut } from '../nonFatal';
import { email } from './address';

/** The two lists of addresses that Braze does not send to; each is cleaned by an endpoint of the same form. */
const removeFrom = ({ path, permission, quota }: Endpoint, texts: Pick<AnyOperation, 'label' | 'action' | 'description' | 'docs'>): AnyOperation =>
  operation({
    ...texts,
    fields: { email },
    retry: 'idempotent',
    permission,
    quota,
    returns: 'object',
    batch: { max: MOST_IN_ONE_REQUEST, splitBy: ['email'] },
    request: (inputs) => ({ method: 'POST', path, body: { json: { email: inputs.flatMap((input) => input.email) } } }),
    parse(reply, inputs) {
      const status = promisedStatus(reply);
      return laidOut(
        reply,
        'email',
        inputs.map((input) => ({ email: input.email[0] ?? '', removed: true, status })),
      );
    },
    sample: { email: 'bob@example.com', removed: true, status: 'processed' },
    sampleReply: { message: 'success' },
    sampleInputs: [{ email: ['bob@example.com'] }, { email: ['bob@example.com', 'demo-0001@example.com'] }],
  });

/** Removing Hard Bounces: Braze document, "Email Sync". */
export const removeBounces = removeFrom(endpoint('/email/bounce/remove'), {
  label: 'Remove Bounces',
  action: 'Remove email bounces',
  description: 'Remove email addresses from the hard bounce list, at Braze and at its email provider, so that they receive email again',
  docs: 'Braze document, "Removing Hard Bounces"',
});

/** Removing Spam: Braze document, "Email Sync". */
export const removeSpam = removeFrom(endpoint('/email/spam/remove'), {
  label: 'Remove Spam',
  action: 'Remove email spam reports',
  description: 'Remove email addresses from the spam report list, at Braze and at its email provider',
  docs: 'Braze document, "Removing Spam"',
});
