/** Somebody whose attributes are tracked. */
export const person = (i: number) => ({ crm_id: `c-${i}`, city: 'Paris', plan: 'gold' });

/** A recipient of a batch of Bryj's demo campaign. */
export const recipient = (i: number) => ({ User: `c-${i}`, firstname: 'Zoé', lastname: 'MARTIN', contractnumber: String(100_000 + i) });
