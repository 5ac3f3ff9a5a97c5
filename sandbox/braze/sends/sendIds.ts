const DAY = 86_400_000;
/** "Analytics are kept for 14 days after the send". */
const KEPT = 14 * DAY;

/** The send identifiers of the campaigns, with the time from which each counts. */
export class SendIds {
  private readonly known = new Map<string, number>();

  /** Creates an identifier; one that is there stays as it is. */
  create(campaignId: string, sendId: string, now: number): void {
    const key = keyOf(campaignId, sendId);
    if (!this.known.has(key)) this.known.set(key, now);
  }

  /** The days of which there is a series, in milliseconds; undefined for an identifier that nobody created. */
  kept(campaignId: string, sendId: string): readonly [from: number, to: number] | undefined {
    const since = this.known.get(keyOf(campaignId, sendId));
    return since === undefined ? undefined : [Math.floor(since / DAY) * DAY, since + KEPT];
  }

  clear(): void {
    this.known.clear();
  }
}

function keyOf(campaignId: string, sendId: string): string {
  return JSON.stringify([campaignId, sendId]);
}
