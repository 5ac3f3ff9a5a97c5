import type { IDisplayOptions, INode } from 'n8n-workflow';

/**
 * The versions of the nodes. n8n saves no value that equals its default, so a default may only change with a new version: 2 opens on everyday operations,
 * has defaults of its own as the tool of an AI agent, and one box for optional fields. Its outputs, and those of triggers, name the same thing alike.
 */
export const NODE_VERSIONS = [1, 2];

/** Shown in nodes of the first version. */
export const inFirst: IDisplayOptions = { show: { '@version': [1] } };

/** Shown in nodes of later versions. */
export const sinceSecond: IDisplayOptions = { hide: { '@version': [1] } };

/** Whether nothing can meet a condition. */
export const isNever = ({ show, hide }: IDisplayOptions): boolean =>
  (show?.['@version'] ?? []).some((version) => hide?.['@version']?.includes(version as never));

/** Whether a node is of the first version. */
export const isFirst = ({ typeVersion }: Pick<INode, 'typeVersion'>): boolean => typeVersion === 1;

/** Both conditions, what one of them asks for included in the other. */
export const both = (one: IDisplayOptions, other: IDisplayOptions): IDisplayOptions => {
  const show = { ...one.show, ...other.show };
  const hide = { ...one.hide, ...other.hide };
  return { ...(Object.keys(show).length > 0 && { show }), ...(Object.keys(hide).length > 0 && { hide }) };
};
