import type { ICredentialDataDecryptedObject, IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { SANDBOX_MARK, SANDBOX_URL, sandboxAccount, sandboxMembers, type AnyVendor, type JsonObject } from '../../engine';

/** An account that is the sandbox's: one choice in n8n's form instead of all its fields. */

const USE = 'use';
const OWN = 'own';
const URL = 'sandboxUrl';

/** Shown for accounts at the vendor, those saved before there was a choice included. */
export const forOwn: IDisplayOptions = { hide: { [USE]: ['sandbox'] } };

/** The choice and the sandbox's address; none if the vendor is not in the sandbox. */
export const sandboxProperties = ({ label, sandbox }: AnyVendor): INodeProperties[] =>
  sandbox === undefined
    ? []
    : [
        {
          displayName: 'Account',
          name: USE,
          type: 'options',
          default: OWN,
          options: [
            { name: `Your ${label} Account`, value: OWN, description: 'Messages reach real people' },
            { name: 'Sandbox', value: 'sandbox', description: 'The demo account of the sandbox; nothing leaves your network' },
          ],
          description: `Whether to use your account at ${label}, or the sandbox that plays ${label} for test runs`,
        },
        {
          displayName: 'Sandbox URL',
          name: URL,
          type: 'string',
          required: true,
          default: SANDBOX_URL,
          placeholder: `e.g. ${SANDBOX_URL}`,
          description: 'Address of the sandbox as seen from n8n; it is started with "npx campaign-sandbox"',
          displayOptions: { show: { [USE]: ['sandbox'] } },
        },
      ];

/** The sandbox's account if it was chosen. What is neither the one nor the other is not the vendor's either. */
export const sandboxIn = (vendor: AnyVendor, data: ICredentialDataDecryptedObject): JsonObject | undefined => {
  const { [USE]: use, [URL]: url } = data;
  if (vendor.sandbox === undefined || use === undefined || use === '' || use === OWN) return undefined;
  return sandboxAccount(vendor, typeof url === 'string' && url.trim() !== '' ? url : SANDBOX_URL);
};

/** A field of the account in an expression of n8n: the sandbox's value if it was chosen, otherwise this one. */
export const orSandbox = (vendor: AnyVendor, wire: string, own: string): string => {
  if (vendor.sandbox === undefined) return own;
  const value = sandboxMembers(vendor)[wire] ?? '';
  const address = `String($credentials.${URL} || ${JSON.stringify(SANDBOX_URL)}).trim().replace(/\\/+$/, '')`;
  const code =
    typeof value === 'string' && value.startsWith(SANDBOX_MARK) ? `${address} + ${JSON.stringify(value.slice(SANDBOX_MARK.length))}` : JSON.stringify(value);
  return `($credentials.${USE} && $credentials.${USE} !== '${OWN}' ? ${code} : ${own})`;
};
