import { historiesInN8n } from './inN8n';

/**
 * Sent once, or said so, in n8n's own engine: *Retry On Fail* and *On Error*, texts that are another each try, cancellations, deaths, and executions
 * one after the other and at once under a send-once key. The vendor is a local server that counts.
 */

/** Histories of each endpoint. */
const RUNS = 24;

historiesInN8n(RUNS, 120_000);
