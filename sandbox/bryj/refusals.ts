/** A documented refusal: `{"error_message": ...}` with HTTP 400 unless specified otherwise. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/**
 * Every message of the page "API Trigger Campaigns Endpoint", section "Troubleshooting", verbatim; `campaignNotFound` is from the example in its
 * section "Get scheduled requests".
 */
export const refuse = {
  noCampaign: () => new Refusal('You must provide a campaign identifier'),
  emptyCampaign: () => new Refusal('Empty campaign identifier'),
  campaignNotString: () => new Refusal('Campaign identifier must be a String'),
  unknownCampaign: (id: string) => new Refusal(`Unknown campaign with identifier ${id}`),
  campaignNotFound: (id: string) => new Refusal(`Campaign with identifier ${id} was not found`),
  campaignNotReady: (id: string, app: string) => new Refusal(`Campaign identifier ${id} for the app identifier ${app} is not ready`),
  timeFormat: () => new Refusal('Invalid time format'),
  timePast: () => new Refusal('The delivery time is in the past, please change it'),
  noMessages: () => new Refusal('Must provide JSON messages or a CSV file'),
  bothMessages: () => new Refusal('Must provide either JSON messages or a CSV file'),
  notCsv: () => new Refusal('Unsupported file format - only csv files are supported'),
  noUserColumn: () => new Refusal("Invalid file : 'User' column is missing"),
  noUserId: () => new Refusal("Invalid messages : 'user_id' key is missing"),
  missingVariables: (names: readonly string[]) => new Refusal(`Invalid file : missing variables : (${names.join(', ')})`),
  csv: (message: string) => new Refusal(`Error when reading CSV file: ${message}`),
  requestNotFound: (id: string) => new Refusal(`The request ${id} was not found`),
  noRequest: () => new Refusal('You must provide a request_id'),
  requestNotString: () => new Refusal('Request identifier must be a String'),
  alreadyCanceled: () => new Refusal('Request already canceled'),
  tooLateToCancel: () => new Refusal("Request can't be canceled"),
  notProcessed: () => new Refusal('Request not processed yet'),
  notPublished: () => new Refusal('Batches not published yet'),
};
