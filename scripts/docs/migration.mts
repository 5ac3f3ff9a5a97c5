import { code, italic, plain, table } from './markdown.mts';
import { entriesOf, triggerTitle } from './operations.mts';
import type { AnyVendor, Fields } from './types.mts';

const named = (names: readonly string[], fields: Fields): string => names.map((wire) => `${italic(fields[wire]!.label)} ${code(wire)}`).join(', ') || '-';

const without = (one: Fields, other: Fields): readonly string[] => Object.keys(one).filter((wire) => !(wire in other));

/** What becomes of each operation and trigger of one vendor at another, by their names and fields. */
export const migrationText = (vendors: readonly AnyVendor[], from: string, to: string): string => {
  const [old, next] = [from, to].map((id) => vendors.find((vendor) => vendor.id === id)) as [AnyVendor, AnyVendor];
  const there = new Map(entriesOf(next).map(({ name, title, operation }) => [name, { title, fields: operation.fields }]));
  const rows = [
    ...entriesOf(old).map(({ name, title, operation: { fields } }) => ({ title, fields, found: there.get(name) })),
    ...Object.entries(old.triggers).map(([name, trigger]) => {
      const found = next.triggers[name];
      return { title: triggerTitle(trigger), fields: trigger.fields, found: found && { title: triggerTitle(found), fields: found.fields } };
    }),
  ];
  return table(
    [plain(old.label), plain(next.label), `Only at ${old.label}`, `Only at ${next.label}`],
    rows.map(({ title, fields, found }) =>
      found
        ? [title, found.title, named(without(fields, found.fields), fields), named(without(found.fields, fields), found.fields)]
        : [title, 'none', '-', '-'],
    ),
  );
};
