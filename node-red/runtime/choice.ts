import type { AnyVendor, FormDefinition } from '../../engine';
import { accountType, choicesIn, chosenIn, type Choice, type NodeType } from '../shared/types';
import type { AccountNode } from './account';
import { refuse } from './failure';
import type { Config, Red } from './nodeRedTypes';

/**
 * What a node's type leaves to choose: a single vendor or operation leaves no choice.
 * @throws NodeFailure
 */
export const choiceOf = <D extends FormDefinition>(
  { choices, vendor, verb, topic }: Pick<NodeType, 'vendor' | 'verb' | 'topic'> & { readonly choices: readonly Choice<D>[] },
  config: Config,
): Choice<D> => {
  const chosen = choices.length === 1 && !config.vendor ? choices : choicesIn(choices, vendor?.id ?? config.vendor);
  const found = chosenIn({ verb, topic } as Pick<NodeType, 'verb' | 'topic'>, chosen, config.operation);
  if (found) return found;
  const [first] = chosen;
  if (!first)
    throw refuse(
      config.vendor ? `There is no vendor '${String(config.vendor)}' for this.` : 'No vendor is chosen.',
      'Open the node and choose a vendor.',
      'vendor',
    );
  if (topic) throw refuse('No source is chosen.', 'Open the node and choose a source.', 'operation');
  throw refuse(
    config.operation ? `${first.vendor.label} has no operation '${String(config.operation)}'${verb ? ' in this node' : ''}.` : 'No operation is chosen.',
    'Open the node and choose an operation.',
    'operation',
  );
};

/** The account that a node refers to. Throws a NodeFailure if there is none of this vendor. */
export const accountIn = (red: Red, id: unknown, vendor: AnyVendor): AccountNode => {
  const node = typeof id === 'string' ? (red.nodes.getNode(id) as AccountNode | null | undefined) : undefined;
  if (!node)
    throw refuse(id ? 'The account is missing or disabled.' : 'No account is chosen.', `Open the node and choose a ${vendor.label} account.`, 'account');
  if (node.type !== accountType(vendor))
    throw refuse(`The account does not belong to ${vendor.label}.`, `Open the node and choose a ${vendor.label} account.`, 'account');
  return node;
};
