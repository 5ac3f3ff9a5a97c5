import { sayIn, type Input, type Problem } from '../../../engine';
import { fieldColumns } from './fields';

/** Names that occur twice among new fields. */
export const notTwice = (rows: readonly Input<typeof fieldColumns>[]): readonly Problem[] => {
  const names = rows.map(({ name }) => name);
  return names.flatMap((name, i) =>
    names.indexOf(name) === i ? [] : [sayIn(fieldColumns, `fields[${i}]`)('name', `is '${name}', like another field`, 'Give each field its own name.')],
  );
};
