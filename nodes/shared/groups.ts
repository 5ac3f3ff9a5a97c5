import type { IExecuteFunctions } from 'n8n-workflow';
import {
  CampaignError,
  optionsFrom,
  ownFieldsOf,
  ROWS_PER_FILE,
  sendOnceFrom,
  unexpected,
  type AnyOperation,
  type AnyVendor,
  type Call,
  type FormValues,
  type Problem,
  type SendOnce,
} from '../../engine';
import { Unreadable } from './evaluate';
import { OUTPUT_FIELD, type FileTarget } from './output';
import { brakeInTool } from './tool';
import { inputReader, valuesReader } from './values';

/** Items with the same settings for how to run; usually all of them. */
export interface Group {
  readonly options: Call['options'];
  readonly dryRun: boolean;
  /** The field for the file, if the output is one. */
  readonly file?: FileTarget;
  readonly items: number[];
  readonly inputs: Record<string, unknown>[];
  readonly sendOnce: (SendOnce | undefined)[];
}

/** All items of a run, and those whose parameters cannot be read. */
export interface Grouped {
  readonly groups: readonly Group[];
  readonly invalid: readonly { readonly item: number; readonly error: CampaignError }[];
  /** The lowest *Stop Above* of all items: it applies to the whole run. */
  readonly stopAbove?: number;
}

interface How extends Pick<Group, 'options' | 'dryRun' | 'file'> {
  readonly key: string;
  readonly sendOnce?: SendOnce;
  readonly stopAbove?: number;
}

const invalidOf = (vendor: AnyVendor, name: string, item: number, [first]: readonly Problem[]): CampaignError =>
  new CampaignError({ code: 'validation', reached: 'no', ...first! }, vendor.id, name, [item]);

/** Why an item could not even be read. */
const faultOf = (vendor: AnyVendor, name: string, item: number, error: unknown): CampaignError =>
  error instanceof Unreadable
    ? invalidOf(vendor, name, item, [
        {
          field: error.label,
          message: `'${error.label}' could not be read: ${endless(error.message)}.`,
          todo: 'Correct the expression, or the item that it reads.',
        },
      ])
    : new CampaignError(unexpected(error, 'no'), vendor.id, name, [item]);

const endless = (words: string): string => words.replace(/[.\s]+$/, '');

const fileTarget = (field: string, { [ROWS_PER_FILE]: most }: FormValues): FileTarget => ({ field, ...(typeof most === 'number' && { most }) });

/** Reads the parameters of all items and groups those that can run together. */
export const groupsOf = async (host: IExecuteFunctions, vendor: AnyVendor, name: string, o: AnyOperation): Promise<Grouped> => {
  const groups = new Map<string, Group>();
  const invalid: Grouped['invalid'][number][] = [];
  const read = valuesReader(host, o);
  const inputOf = inputReader(host, o);
  const { length } = host.getInputData();
  let stopAbove = Infinity;
  let last: { readonly values: FormValues; readonly how: How | { readonly problems: readonly Problem[] } } | undefined;
  const howOf = (values: FormValues, item: number): How | { readonly problems: readonly Problem[] } => {
    if (last?.values === values) return last.how;
    const own = ownFieldsOf(o, values);
    if ('problems' in own) {
      last = { values, how: own };
      return own;
    }
    const how = {
      options: optionsFrom(o, own.values),
      dryRun: own.values.dryRun === true,
      ...(own.values.output === 'file' && { file: fileTarget(host.getNodeParameter(OUTPUT_FIELD, item, 'data') as string, own.values) }),
    };
    const sendOnce = sendOnceFrom(own.values);
    const most = own.values.stopAbove ?? brakeInTool(host.getNode(), o, own.values);
    last = { values, how: { ...how, key: JSON.stringify(how), ...(sendOnce && { sendOnce }), ...(typeof most === 'number' && { stopAbove: most }) } };
    return last.how as How;
  };
  const add = async (item: number): Promise<void> => {
    const values = read(item);
    const how = howOf(values, item);
    if ('problems' in how) {
      invalid.push({ item, error: invalidOf(vendor, name, item, how.problems) });
      return;
    }
    const { key, sendOnce, stopAbove: most, ...rest } = how;
    if (most !== undefined) stopAbove = Math.min(stopAbove, most);
    const made = inputOf(values, item);
    const input = made instanceof Promise ? await made : made;
    const group = groups.get(key) ?? { ...rest, items: [], inputs: [], sendOnce: [] };
    groups.set(key, group);
    group.items.push(item);
    group.sendOnce.push(sendOnce);
    group.inputs.push(input);
  };
  for (let item = 0; item < length; item++) {
    try {
      await add(item);
    } catch (error) {
      invalid.push({ item, error: faultOf(vendor, name, item, error) });
    }
  }
  return { groups: [...groups.values()], invalid, ...(stopAbove < Infinity && { stopAbove }) };
};
