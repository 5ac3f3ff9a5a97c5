import type { AnyVendor, CheckContext, FormDefinition, FormField, JsonObject, Recurrence } from '../../../engine';
import type { DrawnField, VendorPart } from '../../../node-red/shared/part';
import { problemsOf, type problemsIn } from '../../../node-red/shared/problems';
import type { Typed, Values } from '../../../node-red/shared/saved';
import { paths } from '../../../node-red/shared/texts';
import { accountForm, formsOf, nodeForm } from '../../../node-red/shared/types';
import { recurrence } from '../../../ports/recurrence';
import { vendors } from '../../../vendors';
import { context } from '../../support/acme';
import { NOON } from '../../support/host';
import { savedFor } from './saved';

type Parts = Readonly<Record<string, VendorPart>> & { readonly problemsIn: typeof problemsIn; readonly recurrence: Recurrence };

let parts: Parts;
beforeAll(async () => {
  const { loadParts } = (await import('../../../node-red/build.js')) as { loadParts(): Promise<Parts> };
  parts = await loadParts();
}, 60_000);

/** Also one of the module system under the tests. */
const isPattern = (value: unknown): boolean => Object.prototype.toString.call(value) === '[object RegExp]';

/** What a form does, without the texts that only people read. */
const behaviour = ({ name, wire, place, when, field }: FormField, path: string) => ({
  ...{ name, wire, place, when, path },
  field: JSON.parse(
    JSON.stringify(field, (key, value: unknown) => (['description', 'placeholder'].includes(key) ? undefined : isPattern(value) ? String(value) : value)),
  ) as unknown,
});
const drawn = (each: DrawnField) => behaviour(each, each.path);

const fixed = (value: string): Typed => ({ type: 'str', value });
const LATER: Typed = { type: 'msg', value: 'payload.it' };

/** Forms as people leave them: untouched, filled in as little and as much as possible, each field blank, wrong or left to the message. */
const savedForms = (definition: FormDefinition): readonly Values[] => {
  const [least, full] = definition.sampleInputs;
  const whole = savedFor(definition, full);
  const each = nodeForm(definition).flatMap(({ name }) => [fixed(''), fixed('{ nonsense'), fixed('-1'), LATER].map((typed) => ({ ...whole, [name]: typed })));
  return [{}, savedFor(definition, least), whole, ...each];
};

/** Accounts of today, and one of the time before Braze was called so. */
const CREDENTIALS: readonly JsonObject[] = [{}, { version: 'appboy' }];

describe.each(vendors.map((vendor): [string, AnyVendor] => [vendor.id, vendor]))("the editor's part of %s", (id, vendor) => {
  it('has the account, with the paths of its texts', () => {
    expect(parts[id]!.account.map(drawn)).toEqual(accountForm(vendor).map((each) => behaviour(each, paths.account(vendor, each))));
  });

  const all = formsOf(vendor).map(({ name, definition }): [string, FormDefinition] => [name, definition]);

  it.each(all)('has the form of %s, with the paths of its texts', (name, definition) => {
    const { form, target } = parts[id]!.formOf(name);
    expect(form.map(drawn)).toEqual(nodeForm(definition).map((each) => behaviour(each, paths.field(vendor, name, each))));
    expect(target).toBe(definition.recipients?.known?.of);
  });

  it.each(all)('finds the same problems in %s as the catalogue', (name, definition) => {
    const { form, definition: checked } = parts[id]!.formOf(name);
    for (const credential of CREDENTIALS) {
      const now: CheckContext = { ...context, now: NOON, timeZone: 'Europe/Paris', credential, recurrence };
      const there = { ...now, recurrence: parts.recurrence };
      for (const saved of savedForms(definition))
        expect([saved, Object.fromEntries(parts.problemsIn(form, checked, saved, there))]).toEqual([
          saved,
          Object.fromEntries(problemsOf(definition, saved, now)),
        ]);
    }
  });
});
