import { accountLabel, closeAccount, openAccount, saveAccount, validateAccount } from './account';
import { addSearchWords, watchQuickSearch } from './search';
import { close, label, open, paletteLabel, save, validate } from './node';

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
