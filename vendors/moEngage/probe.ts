import type { CheckContext, Request } from '../../engine';
import { appIdOf, signatureOf, versionOf } from './account';

/** A name for a campaign that never comes into being; it takes part in the signature. */
const NAME = 'account-test';

/**
 * A signed push without platform, audience, payload and delivery, all of which are required ("Body"): MoEngage cannot send it, and its refusal shows
 * whether it accepted the signature. "Response": wrong accounts are answered with HTTP 200 too.
 */
export const probe = {
  request(context: CheckContext): Request {
    const appId = appIdOf(context);
    const signature = signatureOf(NAME, context);
    const version = versionOf(context);
    return {
      method: 'POST',
      path: `/${version}/transaction/sendpush`,
      ...(version === 'v2.1' && { headers: { 'X-MOE-APPKEY': appId, 'X-MOE-PushAPI-Signature': signature, 'X-MOE-Query-Type': 'user' } }),
      body: { json: { appId, campaignName: NAME, signature, requestType: 'push' } },
    };
  },
  says: 'Error_Message',
  refusals: ['Signature is not verified', 'Signature missing', 'Signature missing or not verified', 'Invalid appId', 'appId not present'].map((text) => ({
    status: 'Fail',
    Error_Message: text,
  })),
};
