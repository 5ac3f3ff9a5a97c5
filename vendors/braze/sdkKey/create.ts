import { operation, promisedObjects, promisedText, type JsonObject } from '../../../engine';
import { endpoint } from '../endpoint';
import { SDK_KEYS } from '../onlyToday';
import { getRequest } from '../query';
import { ownApp, sampleApp, sampleKey } from './fields';

const { path, permission, quota } = endpoint('/app_group/sdk_authentication/create', { permission: 'sdk_authentication.create' });

const { id } = sampleKey;

const fields = {
  app_id: ownApp,
  rsa_public_key_str: {
    type: 'text',
    label: 'RSA Public Key',
    description: 'The public key in PEM format',
    required: true,
    prose: 'lines',
    placeholder: '-----BEGIN PUBLIC KEY-----',
    todo: 'Paste the public key, from its BEGIN line to its END line.',
  },
  description: { type: 'text', label: 'Description', description: 'What the key is for', required: true, prose: true, todo: 'Enter a description.' },
  make_primary: { type: 'boolean', label: 'Make Primary', description: "Whether the key becomes the app's primary key" },
} as const;

/** Create SDK Authentication key. */
export const create = operation({
  label: 'Create',
  action: 'Create SDK authentication key',
  description: 'Add an SDK authentication key to an app, which can have three',
  docs: 'Braze, "Create SDK Authentication key"',
  onlyWith: SDK_KEYS,
  fields,
  check: ({ rsa_public_key_str }) =>
    /PRIVATE KEY/.test(rsa_public_key_str)
      ? [
          {
            field: 'rsa_public_key_str',
            message: `'${fields.rsa_public_key_str.label}' (rsa_public_key_str) contains a private key, which must stay with you.`,
            todo: 'Paste the public key instead.',
          },
        ]
      : [],
  // An app can have three keys, so a second copy is one too many.
  retry: 'nonIdempotent',
  ifUnknown: "Check with 'Get Many' whether the app has the key before you create it again.",
  permission,
  quota,
  returns: 'object',
  request: ([input]) => ({ method: 'POST', path, body: { json: input } }),
  parse: ({ body }) => ({ one: { id: promisedText(body, 'id') } }),
  reconcile: {
    request: ([{ app_id }], context) => getRequest('/app_group/sdk_authentication/keys', { app_id }, context),
    parse({ body }, [input], lost) {
      const [found, ...others] = promisedObjects(body, 'keys').filter(
        (key) =>
          String(key.rsa_public_key).trim() === input.rsa_public_key_str.trim() &&
          key.description === input.description &&
          (input.make_primary !== true || key.is_primary === true) &&
          typeof key.id === 'string' &&
          !lost.isTaken(key.id),
      );
      return found && others.length === 0 ? { one: { id: String(found.id) } } : undefined;
    },
    madeIn: (made: JsonObject) => (typeof made.id === 'string' ? made.id : undefined),
  },
  sample: { id },
  sampleReply: { id },
  sampleInputs: [
    { app_id: sampleApp, rsa_public_key_str: sampleKey.rsa_public_key, description: 'Key of 2027' },
    { app_id: sampleApp, rsa_public_key_str: sampleKey.rsa_public_key, description: 'Key of 2028', make_primary: true },
  ],
});
