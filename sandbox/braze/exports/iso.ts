/** As in the document's sample of a card, with a time zone and without milliseconds. */
export function iso(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, '+00:00');
}
