import type { JsonObject } from '../base/json';
import type { AnyOperation } from './operation';
import type { AnyTrigger } from './trigger';
import { operationOf, operationsOf, triggerOf, type AnyVendor } from './vendor';

/** The permissions that one request of an operation needs for these inputs; all that it may need if a deciding field is unknown. */
export const permissionsFor = ({ permission }: AnyOperation, inputs: readonly { readonly [wireName: string]: unknown }[] = [{}]): readonly string[] => {
  if (permission === undefined) return [];
  if (typeof permission === 'string') return [permission];
  const { by, of } = permission;
  return [...new Set(inputs.flatMap((input) => (Object.hasOwn(of, String(input[by])) ? of[String(input[by])]! : Object.values(of))))];
};

/** Whether the given fields determine which permission an operation needs. */
const isDecided = ({ permission }: AnyOperation, input: JsonObject): boolean =>
  typeof permission !== 'object' || Object.hasOwn(permission.of, String(input[permission.by]));

/** The operations that a trigger calls, for an input. */
export const askedBy = ({ watch, sampleInputs: [least] }: AnyTrigger, chosen: JsonObject = least): readonly string[] => {
  if (watch.by === 'point') return [watch.operation(chosen)];
  return watch.by === 'request' && watch.scheduled ? [watch.operation, watch.scheduled.operation] : [watch.operation];
};

/** An operation and those it may call before it sends. */
const askedWith = (vendor: AnyVendor, name: string): readonly string[] => {
  const { preflight, fileRows, wait } = operationOf(vendor, name);
  const by = wait && 'by' in wait ? wait.by : undefined;
  return [
    name,
    ...(preflight ? [preflight.operation] : []),
    ...(fileRows?.known ? [fileRows.known.operation] : []),
    ...(typeof by === 'object' ? [by.operation] : []),
  ];
};

/** An operation or trigger of a vendor, with the permissions of everything it calls. */
export interface Permitted {
  readonly resource: string;
  readonly label: string;
  readonly permissions: readonly string[];
}

const permissionsOf = (vendor: AnyVendor, names: readonly string[]): readonly string[] => [
  ...new Set(names.flatMap((name) => permissionsFor(operationOf(vendor, name)))),
];

/** All permissions that a vendor's operation may need, for display. */
export const permissionsOfOperation = (vendor: AnyVendor, name: string): readonly string[] => permissionsOf(vendor, askedWith(vendor, name));

/** All permissions that a vendor's trigger may need, for display. */
export const permissionsOfTrigger = (vendor: AnyVendor, name: string): readonly string[] => permissionsOf(vendor, askedBy(triggerOf(vendor, name)));

/** The permissions of a vendor's operations and triggers, in the catalogue's order; empty if all need the same, which the account's form states. */
export const permittedOf = (vendor: AnyVendor): readonly Permitted[] => {
  const all = [
    ...operationsOf(vendor).map(({ name, resource, operation: { label } }) => ({
      resource: vendor.resources[resource]!.label,
      label,
      permissions: permissionsOfOperation(vendor, name),
    })),
    ...Object.entries(vendor.triggers).map(([name, { label }]) => ({ resource: 'Trigger', label, permissions: permissionsOfTrigger(vendor, name) })),
  ].filter(({ permissions }) => permissions.length > 0);
  return new Set(all.flatMap(({ permissions }) => permissions)).size > 1 ? all : [];
};

/** Whether a vendor's operations need different permissions. */
export const hasPermissions = (vendor: AnyVendor): boolean => permittedOf(vendor).length > 0;

/** A node of a workflow, as far as it can be read without running it. */
export interface Use {
  /** The node's name. */
  readonly node: string;
  /** The operation or trigger it uses; absent if an expression selects it, or none is selected. */
  readonly asks?: { readonly operation: string } | { readonly trigger: string };
  /** Its constant values by wire name. */
  readonly input: JsonObject;
}

/** The permissions that an account needs. */
export interface PermissionsNeeded {
  /** For this operation. */
  readonly operation: readonly string[];
  /** For this operation and all others that the host knows of. */
  readonly workflow: readonly string[];
  /** Nodes for which this is unknown, because a value known only at run time selects what they do. */
  readonly unknown: readonly string[];
}

/** What an operation is compared with, if these values say that it is. */
const comparedWith = (vendor: AnyVendor, name: string, input: JsonObject): readonly string[] => {
  const { comparison } = operationOf(vendor, name);
  return comparison?.input(input) === undefined ? [] : [comparison.operation];
};

const namesIn = (vendor: AnyVendor, { asks, input }: Use): readonly string[] | undefined => {
  if (!asks) return undefined;
  if ('trigger' in asks) return Object.hasOwn(vendor.triggers, asks.trigger) ? askedBy(triggerOf(vendor, asks.trigger)) : undefined;
  return operationsOf(vendor).some(({ name }) => name === asks.operation)
    ? [...askedWith(vendor, asks.operation), ...comparedWith(vendor, asks.operation, input)]
    : undefined;
};

/** The permissions that a node needs; undefined if that cannot be determined. */
const permissionsIn = (vendor: AnyVendor, use: Use): readonly string[] | undefined => {
  const operations = namesIn(vendor, use)?.map((name) => operationOf(vendor, name));
  return operations?.every((each) => isDecided(each, use.input)) ? operations.flatMap((each) => permissionsFor(each, [use.input])) : undefined;
};

/**
 * The minimum permissions for an operation and for the workflow around it.
 * @param uses the nodes of the workflow that use the account
 * @returns undefined if the vendor's documents name no permission for the operation
 */
export const permissionsNeeded = (vendor: AnyVendor, name: string, uses: readonly Use[]): PermissionsNeeded | undefined => {
  const operation = permissionsOfOperation(vendor, name);
  if (operation.length === 0) return undefined;
  const known = uses.map((use) => ({ node: use.node, permissions: permissionsIn(vendor, use) }));
  return {
    operation,
    workflow: [...new Set([...operation, ...known.flatMap(({ permissions }) => permissions ?? [])])].sort(),
    unknown: known.flatMap(({ node, permissions }) => (permissions ? [] : [node])),
  };
};
