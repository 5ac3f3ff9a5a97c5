import type { AnyVendor, JsonObject } from '../../../engine';
import { defaultOf } from '../../../node-red/shared/saved';
import { accountForm, accountType, isSecret } from '../../../node-red/shared/types';
import type { Sandbox } from '../../../sandbox/index';
import { demoCredential } from '../../support/sandbox';
import type { FlowNode } from './bench';

/** An account's node, and the secrets that Node-RED keeps beside the flow. */
export interface DemoAccount {
  readonly node: FlowNode;
  readonly credentials: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

let accounts = 0;

/** The sandbox's demo account of a vendor, as the editor saves it. Another one each time, as sessions are kept by account. */
export const demoAccount = (vendor: AnyVendor, sandbox: Sandbox, over: JsonObject = {}): DemoAccount => {
  const id = `${vendor.id}Account${++accounts}`;
  const given: JsonObject = { ...demoCredential(vendor.id, sandbox), ...over };
  const valueIn = (wire: string | undefined): string | undefined => (given[wire ?? ''] === undefined ? undefined : String(given[wire ?? '']));
  const form = accountForm(vendor);
  return {
    node: {
      id,
      type: accountType(vendor),
      version: 1,
      values: Object.fromEntries(
        form
          .filter((each) => !isSecret(each))
          .map((each) => {
            const untouched = defaultOf(each);
            return [each.name, { ...untouched, value: valueIn(each.wire) ?? untouched.value }];
          }),
      ),
    },
    credentials: { [id]: Object.fromEntries(form.filter(isSecret).map(({ name, wire }) => [name, valueIn(wire) ?? ''])) },
  };
};
