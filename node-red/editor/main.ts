import { closeAccount, openAccount, saveAccount, validateAccount } from './account';
import { accountLabel, label, paletteLabel } from './labels';
import { close, open, save, validate } from './node';
import { addSearchWords, watchQuickSearch } from './search';

/** What the registrations in the page call. */
const CampaignNodes = {
  accountLabel,
  addSearchWords,
  close,
  closeAccount,
  label,
  open,
  openAccount,
  paletteLabel,
  save,
  saveAccount,
  validate,
  validateAccount,
};

declare global {
  interface Window {
    CampaignNodes: typeof CampaignNodes;
  }
}

window.CampaignNodes = CampaignNodes;
watchQuickSearch();
