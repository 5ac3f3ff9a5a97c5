import { visible, type Json, type Problem } from '../../../engine';

/** Where a member of a wire object comes from in what the user filled in. */
export interface Place {
  readonly label: string;
  readonly path: string;
}

/** The place of each member of one wire object. */
export type At = (member: string) => Place;

export const problemAt = ({ label, path }: Place, what: string, todo: string): Problem => ({ field: path, message: `'${label}' (${path}) ${what}.`, todo });

/** A place inside another one. */
export const inside = ({ label, path }: Place, member: string): Place => ({ label, path: `${path}.${member}` });

const LONGEST_SHOWN = 60;

/** A value as a message quotes it. */
export const show = (value: Json | undefined): string => {
  const text = visible(typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? 'nothing'));
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 3)}...` : text;
};

export const isFilled = (value: Json | undefined): value is string => typeof value === 'string' && value.trim() !== '';
