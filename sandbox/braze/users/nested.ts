import { isRecord } from '../../server/body';

/** "Objects have a maximum size of 100 KB", which also applies to arrays of objects. */
const MOST_BYTES = 100 * 1024;
/** "Key names and string values have a size limit of 255 characters." */
const LONGEST = 255;

type Nested = Record<string, unknown>;

/** Whether a value is an object, or an array with objects in it. */
export const isNested = (value: unknown): value is Nested | unknown[] => isRecord(value) || (Array.isArray(value) && value.some(isRecord));

const isKey = (key: string): boolean => key !== '' && key.length <= LONGEST && !/[\s.$]/.test(key);

/** Whether its content is documented; otherwise the attribute is dropped although the answer is a success. */
export function isAllowed(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= LONGEST;
  if (Array.isArray(value)) return value.every(isAllowed);
  if (!isRecord(value)) return true;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]![0] === '$time') return true;
  return entries.every(([key, one]) => isKey(key) && isAllowed(one));
}

const isSmall = (value: unknown): boolean => Buffer.byteLength(JSON.stringify(value)) <= MOST_BYTES;

const CHANGES = ['$add', '$update', '$remove'];
const isChange = (value: Nested): boolean => Object.keys(value).some((name) => CHANGES.includes(name));

/** What is wrong with the form of a change to an array of objects. No page says whether plain values may be added too, so they are. */
export function changeFault(value: unknown): string | undefined {
  if (!isRecord(value) || !isChange(value)) return undefined;
  if (!Object.keys(value).every((name) => CHANGES.includes(name))) return 'must have nothing beside $add, $update and $remove';
  const { $add = [], $update = [], $remove = [] } = value;
  return Array.isArray($add) && [$update, $remove].every((entries) => Array.isArray(entries) && entries.every(isRecord))
    ? undefined
    : 'must have arrays of objects in $add, $update and $remove';
}

const isIdentified = (one: unknown, { $identifier_key: key, $identifier_value: value }: Nested): boolean => isRecord(one) && one[String(key)] === value;

const listOf = (value: unknown): readonly Nested[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** With "_merge_objects" an update is merged deeply; without, "your objects will be overwritten". */
function withChanges(present: unknown, { $add = [], $update, $remove }: Nested, merges: boolean): unknown[] {
  const remaining = (Array.isArray(present) ? present : []).filter((one) => !listOf($remove).some((entry) => isIdentified(one, entry)));
  const updated = remaining.map((one: unknown) => {
    const entry = listOf($update).find((each) => isIdentified(one, each));
    if (!entry) return one;
    return merges ? merged(one, entry.$new_object as Nested) : entry.$new_object;
  });
  return [...updated, ...($add as unknown[])];
}

/** "_merge_objects": members that are not named are kept. */
function merged(present: unknown, changes: Nested): Nested {
  const before = isRecord(present) ? present : {};
  const entries = Object.entries(changes).map(([key, value]) => [key, isRecord(value) && isRecord(before[key]) ? merged(before[key], value) : value]);
  return { ...before, ...Object.fromEntries(entries) };
}

/** The result of applying an object or an array of objects to an attribute; unchanged if it cannot be stored. */
export function nestedAfter(present: unknown, value: Nested | unknown[], merges: boolean): unknown {
  const isPart = isRecord(value) && isChange(value);
  const written = isPart ? [value.$add ?? [], ...listOf(value.$update).map(({ $new_object }) => $new_object)] : value;
  if (!isAllowed(written)) return present;
  const after = isPart ? withChanges(present, value, merges) : merges && isRecord(value) ? merged(present, value) : value;
  return isSmall(after) ? after : present;
}
