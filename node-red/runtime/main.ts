import { vendors } from '../../vendors';
import { campaignNodes } from '.';

/** The file that Node-RED loads. */
export default campaignNodes({ vendors });
