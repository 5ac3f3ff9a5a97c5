import { camelCase, isOperation, type AnyVendor, type FormDefinition, type JsonObject, type Use } from '../../engine';
import { isFixed, migrate, TooNew } from '../shared/saved';
import { TRIGGER, type Choice, type NodeType } from '../shared/types';
import { choiceOf } from './choice';
import { NodeFailure } from './failure';
import type { Config, Red } from './nodeRedTypes';

/** A property that Node-RED fills in from the environment. */
const FROM_ENVIRONMENT = /^\$\{.*\}$/s;

/** The constant value of the field that decides on the permission. */
const inputOf = ({ definition }: Choice, config: Config): JsonObject => {
  const permission = isOperation(definition) ? definition.permission : undefined;
  if (typeof permission !== 'object') return {};
  const typed = migrate(config).values[camelCase(permission.by)];
  return typed && isFixed(typed) ? { [permission.by]: String(typed.value) } : {};
};

const asksOf = ({ name }: Choice): Use['asks'] => (name.startsWith(TRIGGER) ? { trigger: name.slice(TRIGGER.length) } : { operation: name });

const useOf = (nodeType: NodeType, config: Config): Omit<Use, 'node'> => {
  try {
    const choice = choiceOf<FormDefinition>(nodeType, config);
    return { asks: asksOf(choice), input: inputOf(choice, config) };
  } catch (error) {
    if (error instanceof NodeFailure || error instanceof TooNew) return { input: {} };
    throw error;
  }
};

/** Everything deployed and enabled. */
const deployed = (red: Red): readonly Config[] => {
  const all: Config[] = [];
  red.nodes.eachNode((config) => void all.push(config));
  const off = new Set(all.filter(({ type, disabled }) => type === 'tab' && disabled === true).map(({ id }) => id));
  return all.filter(({ d, z }) => d !== true && !off.has(String(z)));
};

/** What all nodes that use an account do, in any flow; unknown for nodes whose account comes from the environment. */
export const usesOf = (red: Red, nodeTypes: readonly NodeType[], vendor: AnyVendor, account: string): readonly Use[] => {
  const types = new Map(nodeTypes.map((nodeType) => [nodeType.type, nodeType] as const));
  return deployed(red).flatMap((config): readonly Use[] => {
    const nodeType = types.get(config.type);
    if (!nodeType) return [];
    const node = typeof config.name === 'string' && config.name !== '' ? config.name : `${config.type} ${config.id}`;
    if (config.account === account) return [{ node, ...useOf(nodeType, config) }];
    const mayBe = FROM_ENVIRONMENT.test(String(config.account)) && (nodeType.vendor?.id ?? config.vendor ?? vendor.id) === vendor.id;
    return mayBe ? [{ node, input: {} }] : [];
  });
};
