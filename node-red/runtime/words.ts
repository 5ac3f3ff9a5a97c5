import type { HostWords } from '../../engine';

/** Node-RED's terms: a message has a list of entries, and objects have properties. */
export const ENTRIES: HostWords = {
  item: 'entry',
  items: 'entries',
  field: 'property',
  column: 'Property',
  columns: 'Properties',
  variables: 'Variables',
};
