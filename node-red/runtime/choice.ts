import type { AnyVendor, FormDefinition } from '../../engine';
import { accountType, isCalled, type Choice, type NodeType } from '../shared/types';
import type { AccountNode } from './account';
import { refuse } from './failure';
import type { Config, Red } from './nodeRedTypes';

/**
 * What a node's type leaves to choose: a single vendor or operation leaves no choice.
 * @throws NodeFailure
 */
export const choiceOf = <D extends FormDefinition>(
  { choices, vendor, topic }: Pick<NodeType, 'vendor' | 'topic'> & { readonly choices: readonly Choice<D>[] },
  config: Config,
): Choice<D> => {
  const chosen = choices.filter((each) => vendor ?? (each.vendor.id === config.vendor || (!config.vendor && choices.length === 1)));
  const found = vendor || (topic && chosen.length > 1) ? chosen.find((each) => isCalled(each, config.operation)) : chosen[0];
  if (found) return found;
  if (topic && chosen.length > 0) throw refuse('No source is chosen.', 'Open the node and choose a source.', 'operation');
  throw vendor
    ? refuse(
        config.operation ? `${vendor.label} has no operation '${String(config.operation)}'.` : 'No operation is chosen.',
        'Open the node and choose an operation.',
        'operation',
      )
    : refuse(
        config.vendor ? `There is no vendor '${String(config.vendor)}' for this.` : 'No vendor is chosen.',
        'Open the node and choose a vendor.',
        'vendor',
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
