import { NodeConnectionTypes, type IExecuteFunctions, type INodeParameters, type NodeTypeAndVersion } from 'n8n-workflow';
import { camelCase, operationsOf, type AnyVendor, type JsonObject, type Use } from '../../engine';
import { TRIGGER_ON } from './triggerProperties';
import { isExpression } from './evaluate';

type Neighbours = Pick<IExecuteFunctions, 'getNode' | 'getChildNodes' | 'getParentNodes'>;

/**
 * All nodes connected to this one in either direction, including their agents' tools. n8n does not expose others: neither unconnected nodes nor which
 * account another node uses.
 */
const connected = (host: Neighbours): readonly NodeTypeAndVersion[] => {
  const { name, type, typeVersion, parameters } = host.getNode();
  const found = new Map<string, NodeTypeAndVersion>([[name, { name, type, typeVersion, disabled: false, parameters }]]);
  const waiting = [name];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const around = [
      ...host.getChildNodes(at, { includeNodeParameters: true }),
      ...host.getParentNodes(at, { includeNodeParameters: true }),
      ...host.getParentNodes(at, { includeNodeParameters: true, connectionType: NodeConnectionTypes.AiTool }),
    ];
    for (const node of around) {
      if (found.has(node.name)) continue;
      found.set(node.name, node);
      waiting.push(node.name);
    }
  }
  return [...found.values()];
};

const fixed = (value: unknown): string | undefined => (typeof value === 'string' && !isExpression(value) ? value : undefined);

/** The fields that decide on permissions, by wire name. */
const decidersOf = (vendor: AnyVendor): readonly string[] =>
  operationsOf(vendor).flatMap(({ operation: { permission } }) => (typeof permission === 'object' ? [permission.by] : []));

const inputOf = (vendor: AnyVendor, parameters: INodeParameters): JsonObject =>
  Object.fromEntries(
    decidersOf(vendor).flatMap((wire) => {
      const value = fixed(parameters[camelCase(wire)]);
      return value === undefined ? [] : [[wire, value] as const];
    }),
  );

const asksOf = (isTrigger: boolean, parameters: INodeParameters): Pick<Use, 'asks'> => {
  const trigger = fixed(parameters[TRIGGER_ON]);
  if (isTrigger) return trigger === undefined ? {} : { asks: { trigger } };
  const [resource, operation] = [fixed(parameters.resource), fixed(parameters.operation)];
  return resource === undefined || operation === undefined ? {} : { asks: { operation: `${resource}.${operation}` } };
};

/** What a vendor's nodes around this one do, including this one and excluding disabled ones. */
export const usesAround = (host: Neighbours, vendor: AnyVendor): readonly Use[] => {
  // n8n calls a node's variant for agents `brazeTool`.
  const prefix = host.getNode().type.replace(/[^.]*$/, '');
  const trigger = `${prefix}${vendor.id}Trigger`;
  const types = [`${prefix}${vendor.id}`, `${prefix}${vendor.id}Tool`, trigger];
  return connected(host)
    .filter(({ type, disabled }) => types.includes(type) && !disabled)
    .map(({ name, type, parameters = {} }) => ({ node: name, ...asksOf(type === trigger, parameters), input: inputOf(vendor, parameters) }));
};
