export { vendors } from '../../vendors';
export { breachesOf } from './breaches';
export { contractText, withOffer, type Contract } from './contract';
export { offerOf } from './terms';
