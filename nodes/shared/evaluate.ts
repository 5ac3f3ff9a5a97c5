import type { IGetNodeParameterOptions, INode } from 'n8n-workflow';

/** The source of parameters; without items, their index is omitted. */
export interface Parameters {
  getNode(): INode;
  getNodeParameter(name: string, item: number, fallback: unknown, options?: IGetNodeParameterOptions): unknown;
}

/** Whether a saved parameter is an expression. */
export const isExpression = (raw: unknown): boolean => typeof raw === 'string' && raw.startsWith('=');

/** Whether a parameter is the same for every item: it contains no expression. */
export const isFixed = (raw: unknown): boolean => {
  if (typeof raw === 'string') return !isExpression(raw);
  if (typeof raw === 'object' && raw !== null) return Object.values(raw).every(isFixed);
  return true;
};

/** A parameter whose expression returns an unusable value for an item. */
export class Unreadable extends Error {
  constructor(
    readonly label: string,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}

const unreadable = (label: string, cause: unknown): Unreadable => new Unreadable(label, cause);

/** Evaluates a parameter. */
export const evaluated = <T>(label: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw unreadable(label, error);
  }
};
