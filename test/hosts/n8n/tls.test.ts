import { testTls } from '../../support/tls';
import { failureOfOne } from './sendOne';
import { Stage } from './stage';

/** What becomes of a send whose connection fails over TLS, in n8n's own engine and with its own client. */
const stage = new Stage('braze');

testTls((customUrl) => failureOfOne(stage, customUrl));
