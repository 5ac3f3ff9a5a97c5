import type { ReportRow, RowCodes } from '../../../engine';

const tooBig = { code: 'messageTooBig', meaning: 'The push service rejected the message because it is too long.' };

/** FollowAnalytics campaigns API, "Retrieve a sending report", both lists of error codes; the second is open. */
export const statusCodes: RowCodes = {
  DEVICE_OPT_OUT: { code: 'optOut', meaning: 'The user does not want push messages from this app, or the device has no push token.' },
  MESSAGE_TO_BIG: tooBig,
  // The document's spelling is above; this is the corrected one.
  MESSAGE_TOO_BIG: tooBig,
  VALIDATION_ERROR: { code: 'invalidMessage', meaning: 'The message is not valid; a template variable may be missing.' },
  NO_CONNECTED_DEVICE: { code: 'noDevice', meaning: 'The user is known but has no device to send to, most likely because the user logged out.' },
  USER_UNKNOWN: { code: 'unknownUser', meaning: 'FollowAnalytics does not know the user ID.' },
  MismatchSenderId: { code: 'wrongSender', meaning: 'The push token belongs to another sender; the FCM key or the UDID of the app may be wrong.' },
  Uninstall: { code: 'appUninstalled', meaning: 'The message was sent, but the push service reports that the app is no longer installed on the device.' },
  FPErrTokenUnregistered: { code: 'tokenUnregistered', meaning: 'The push token of the device is no longer active.' },
  FPErrBadRecipientToken: { code: 'badToken', meaning: 'The push token of the device is not valid.' },
};

/** The document only lists errors; these are values by which a report may indicate success. */
const GOOD: readonly string[] = ['', 'SUCCESS', 'OK', 'DELIVERED', 'SENT'];

/** The meaning of a row's code, in the members shared by the report rows of all vendors. */
export const explain = (statusCode: string, details: string): Pick<ReportRow, 'status' | 'errorCode' | 'errorMessage'> => {
  const said = statusCode.trim();
  if (GOOD.includes(said.toUpperCase())) return { status: 'sent', errorCode: '', errorMessage: '' };
  const known = Object.hasOwn(statusCodes, said) ? statusCodes[said] : undefined;
  const more = details.trim();
  const explained = known ? `${said}: ${known.meaning}` : said;
  return { status: 'failed', errorCode: known?.code ?? 'other', errorMessage: more === '' ? explained : `${explained} (${more})` };
};
