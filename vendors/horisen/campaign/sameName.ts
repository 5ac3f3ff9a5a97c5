import { isBlank, type Field, type JsonObject } from '../../../engine';

interface Named {
  readonly service_uuid?: string;
  readonly name?: string;
  readonly check_name?: boolean;
}

/** Whether to look for a campaign with the same name; not sent. Off unless chosen: it is a request for each name. */
export const checkName = {
  type: 'boolean',
  label: 'Look for Same Name',
  description:
    'Whether to look up first if there is a campaign with this name, and to warn about it; takes one more request for each name, and holds nothing back',
} as const satisfies Field;

/** HORISEN Campaign API, 3.2 "Get a List of Campaigns"; URL Filtering Guidelines, `eq`. */
export const sameName = {
  field: 'name',
  nameIn: ({ name }: Named) => (isBlank(name) ? undefined : name),
  among: ({ service_uuid }: Named) => service_uuid ?? null,
  existing: {
    operation: 'campaign.getMany',
    // A comma in a filter's value separates values.
    input: ({ check_name, service_uuid }: Named, name: string): JsonObject | undefined =>
      check_name !== true || name.includes(',')
        ? undefined
        : { ...(service_uuid !== undefined && { service_uuid }), filters: [{ field: 'name', operator: 'eq', value: name }] },
    nameOf: ({ name }: JsonObject) => name,
  },
} as const;
