import { Refusal } from '../refusals';

/** One of the structured errors of the catalog endpoints. */
export interface CatalogFault {
  readonly id: string;
  readonly message: string;
  readonly parameters: readonly string[];
  readonly parameter_values: readonly unknown[];
}

/** An error about one parameter; none if it names nothing. */
export function fault(id: string, message: string, parameter?: string, value?: unknown): CatalogFault {
  return { id, message, parameters: parameter === undefined ? [] : [parameter], parameter_values: parameter === undefined ? [] : [value] };
}

/** Refuses a request with the form of the catalog endpoints. */
export const refuseWith = (faults: readonly CatalogFault[], status = 400): Refusal => new Refusal(status, 'Invalid Request', faults);

/** Refuses a request if anything is wrong with it. */
export function demandNone(faults: readonly CatalogFault[]): void {
  if (faults.length > 0) throw refuseWith(faults);
}

export const noCatalog = (name: string): Refusal => refuseWith([fault('catalog-not-found', 'Could not find catalog', 'catalog_name', name)], 404);
export const noItem = (id: string): Refusal => refuseWith([fault('item-not-found', 'Could not find item', 'item_id', id)], 404);
