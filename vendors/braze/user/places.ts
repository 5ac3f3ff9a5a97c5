import { visible, type Json, type Problem } from '../../../engine';

/** Where a member of a wire object comes from in the user's input. */
export interface Place {
  readonly label: string;
  readonly path: string;
  /** The member inside the field, if any. */
  readonly member?: string;
}

/** The place of each member of one wire object. */
export type At = (member: string) => Place;

export const problemAt = (place: Place, what: string, todo: string): Problem => ({
  field: place.path,
  message: `${sayPlace(place)} (${place.path}) ${what}.`,
  todo,
});

/** A place inside another one. */
export const inside = ({ label, path, member: outer }: Place, member: string): Place => ({
  label,
  path: `${path}.${member}`,
  member: outer === undefined ? member : `${outer}.${member}`,
});

/** A place in words. */
export const sayPlace = ({ label, member }: Place): string => (member === undefined ? `'${label}'` : `'${visible(member)}' in '${label}'`);

const LONGEST_SHOWN = 60;

/** A value as quoted in a message. */
export const show = (value: Json | undefined): string => {
  const text = visible(typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? 'nothing'));
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 3)}...` : text;
};

export const isFilled = (value: Json | undefined): value is string => typeof value === 'string' && value.trim() !== '';
