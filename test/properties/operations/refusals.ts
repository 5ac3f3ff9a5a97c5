/**
 * Refusals that are about what is at the vendor and not about the form of a request, by the sandbox's words, which are those of the documents as far
 * as these write them out. Any other refusal of a request that validated is a fault.
 */
const aboutState: Readonly<Record<string, readonly RegExp[]>> = {
  braze: [
    // "Fatal Errors": a campaign that is unknown, archived, or made for something else; variations of it. The same of a Canvas.
    /Invalid (Campaign|Canvas) ID/,
    /Message Variant Unspecified|Invalid Message Variant|Mismatched Message Type/,
    // "Send transactional emails": the same of its campaigns.
    /The campaign is (archived|paused|not a transactional campaign)|Campaign does not exist/,
    // Identifiers that nobody knows.
    /send_id is not known/,
    /'app_id' is no app of this workspace/,
    /schedule_id is not known/,
    /The schedule has been (canceled|sent) already/,
    /must be a string of the (campaign|canvas|segment|card|app) api identifier/,
    /'segment_id' is no segment/,
    /unknown app api identifier/,
    /Analytics tracking is not enabled for this segment/,
    /there is no tag '/,
    /The braze_id does not exist/,
    /The user(_alias)? does not exist, and _update_existing_only is/,
    // Only the primary ID can be renamed, to one that is free, and only a deprecated one removed.
    /is not a (primary|deprecated) external_id|new_external_id is already in use/,
    // What a user's profile has by now.
    /is not an (integer|array), and (cannot be incremented|nothing can be added)/,
    // Kinds of filters and of messages that came after the document.
    /audience.* has no filter|is not a message object of this endpoint/,
    // Content blocks that are in use, names that are taken, tags that the dashboard does not have, and content blocks that do not exist.
    /name cannot be updated for active|can not be updated to Draft|with this name already exists|Some Tags could not be found/,
    /Content Block ID is invalid|must be a string of the email template api identifier|valid content block names|malformed liquid/,
    // Preference centers, keys and users that do not exist, names that are taken, and rules about keys.
    /Preference center not found|User not found|'name' is already in use|must be a valid app API identifier/,
    /key does not exist for this app|primary SDK Authentication key cannot be deleted|up to 3 SDK Authentication keys|must be a valid RSA public key/,
    // Integrations that do not exist, and one sync at a time.
    /Invalid integration ID|Integration not found|Another job is in progress/,
    // What an address turns out to lead to.
    /Unsupported file type/,
    // "Catalogs": what is in them, by now.
    /Could not find (catalog|item)|A (catalog|selection) with this name exists|The item already exists/,
    /has fields that the catalog does not have|Could not convert a value|Field names must be unique|A filter needs a field/,
    /The catalog has no such (field|selection)|The field is used by a selection/,
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
