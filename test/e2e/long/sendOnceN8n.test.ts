import { endpoints, historiesInN8n } from '../../properties/sendOnce/inN8n';

/** The histories of `test/properties/sendOnce/n8n.test.ts`, some hundred of them. */

const HISTORIES = 300;

historiesInN8n(Math.ceil(HISTORIES / endpoints), 300_000);
