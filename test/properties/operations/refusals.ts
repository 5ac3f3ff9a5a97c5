/**
 * Refusals that are about what is at the vendor and not about the form of a request, by the sandbox's words, which are those of the documents as far
 * as these write them out. Any other refusal of a request that validated is a fault.
 */
const aboutState: Readonly<Record<string, readonly RegExp[]>> = {
  braze: [
    // "Fatal Errors": a campaign that is unknown, archived, or made for something else; variations of it.
    /Invalid Campaign ID/,
    /Message Variant Unspecified|Invalid Message Variant|Mismatched Message Type/,
    // "Send transactional emails": the same of its campaigns.
    /The campaign is (archived|paused|not a transactional campaign)|Campaign does not exist/,
    // Identifiers that nobody knows.
    /send_id is not known/,
    /'app_id' is no app of this workspace/,
    /schedule_id is not known/,
    /The schedule has been (canceled|sent) already/,
    /must be a string of the (campaign|segment|card|app) api identifier/,
    /'segment_id' is no segment/,
    /unknown app api identifier/,
    /Analytics tracking is not enabled for this segment/,
    /The braze_id does not exist/,
    /The user(_alias)? does not exist, and _update_existing_only is/,
    // What a user's profile has by now.
    /is not an (integer|array), and (cannot be incremented|nothing can be added)/,
    // Kinds of filters and of messages that came after the document.
    /audience.* has no filter|is not a message object of this endpoint/,
    // One export at a time.
    /An export of this segment is already in progress|A raw data export is already in progress/,
  ],
  bryj: [
    // "Troubleshooting".
    /Unknown campaign with identifier|Campaign with identifier .* was not found|is not ready/,
    /The request .* was not found|Request not processed yet|Batches not published yet|Request already canceled|Request can't be canceled/,
    // The campaign's own variables, which nothing tells beforehand.
    /missing variables/,
  ],
  followAnalytics: [
    /Unknown campaign|Campaign with identifier .* not ready|can't be launched/,
    /No request found|The request .* was not found|Request can't be canceled|not complete yet/,
    /Unknown application with identifier|Unknown segment with identifier/,
  ],
  horisen: [
    /does not know this (campaign|service)/,
    /There is no such campaign/,
    /A finished campaign can be neither stopped nor resumed/,
    /names the list .* which does not exist/,
    // Names of columns are the account's.
    /There is no column|This parameter is not expected/,
    // A page of millions: the document names no most, and the sandbox reads seven digits.
    /page_(size|number): This value must be an integer from 1/,
  ],
  // The message and the sender of the source, which a copy for another channel takes over.
  'horisen.campaign.clone': [/template: This value must be serialised JSON for this sending_type|sender: This value must be an email address/],
  moEngage: [
    /Duplicate campaign name|there is no segment/,
    // The document does not say whether a navigation has a screen; the client leaves it open, and the sandbox asks for one.
    /defaultAction\.value must be a string that is not empty/,
    // The table of the document asks for an address, its samples have a file's name: the client takes both.
    /iconURL must be a URL/,
  ],
};

/** Whether a refusal is of the kind that no look at the request can foresee. */
export const isAboutState = (vendor: string, operation: string, words: string): boolean =>
  [vendor, `${vendor}.${operation}`].some((of) => (aboutState[of] ?? []).some((each) => each.test(words)));
