import { BOUNDS } from '../base/bounds';
import { CampaignError } from '../base/errors';
import type { JsonObject } from '../base/json';
import type { Ports } from '../base/ports';
import { cleanName } from '../base/unseen';
import type { Account, Call } from '../catalogue/call';
import { operationOf, type AnyVendor } from '../catalogue/vendor';
import { execute } from './execute';

/** What is asked for the names of its variables: an operation, and the value of the field that says what it sends. */
export interface Asking {
  readonly vendor: AnyVendor;
  readonly operation: string;
  readonly target: string;
  readonly account: Account;
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names.map(cleanName).filter((name) => name !== ''))];

/**
 * Reads the names of the variables that a campaign takes, in their order there.
 * @throws CampaignError if the vendor does not answer, or does not know the campaign
 */
export const knownNames = async ({ vendor, operation, target, account }: Asking, ports: Ports): Promise<readonly string[]> => {
  const { recipients, fields } = operationOf(vendor, operation);
  const known = recipients?.known;
  if (!known) return [];
  const call: Call = { vendor, operation: known.operation, inputs: [known.input(target)], account };
  let count = 0;
  for await (const outcome of execute(call, ports)) {
    if ('error' in outcome) throw outcome.error;
    const { output } = outcome;
    const pages: AsyncIterable<readonly JsonObject[]> | readonly (readonly JsonObject[])[] = output.kind === 'object' ? [[output.json]] : output.rows();
    for await (const rows of pages) {
      for (const row of rows) {
        const names = known.names(row, target);
        if (names) return unique(names);
      }
      count += rows.length;
      if (count >= BOUNDS.preflightRows.most) break;
    }
  }
  const field = fields[known.of];
  const message = `'${field?.label ?? known.of}' (${known.of}): ${vendor.label} does not list '${target}'.`;
  throw new CampaignError({ code: 'notFound', reached: 'no', message, todo: field?.todo ?? 'Check it.' }, vendor.id, operation);
};
