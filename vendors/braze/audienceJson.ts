import { isObject, readDate, type Json, type JsonObject, type Problem } from '../../engine';

/** Operators that join filters ("Connected Audience Object"). */
const OPERATORS = ['AND', 'OR'];
const STATUSES = ['opted_in', 'subscribed', 'unsubscribed'];
const WITHOUT_VALUE = ['exists', 'does_not_exist'];
const DATED = ['after', 'before'];

/** Comparisons of custom attributes, and the types of values they accept ("Custom Attribute Filter"). */
const takes: Readonly<Record<string, readonly ('text' | 'number' | 'boolean')[]>> = {
  equals: ['text', 'number', 'boolean'],
  not_equal: ['text', 'number'],
  does_not_equal: ['boolean'],
  matches_regex: ['text'],
  does_not_match_regex: ['text'],
  includes_value: ['text', 'number', 'boolean'],
  does_not_include_value: ['text', 'number', 'boolean'],
  greater_than: ['number'],
  greater_than_or_equal_to: ['number'],
  less_than: ['number'],
  less_than_or_equal_to: ['number'],
  less_than_x_days_ago: ['number'],
  greater_than_x_days_ago: ['number'],
  less_than_x_days_in_the_future: ['number'],
  greater_than_x_days_in_the_future: ['number'],
  after: ['text'],
  before: ['text'],
};

const kindOf = (value: Json | undefined): string => (typeof value === 'string' ? 'text' : typeof value);

/** Words problems of an audience, using its field's label. */
class Audit {
  readonly problems: Problem[] = [];

  constructor(
    private readonly label: string,
    private readonly timeZone: string,
    private readonly today: boolean,
  ) {}

  private say(field: string, what: string, todo: string): void {
    this.problems.push({ field, message: `'${this.label}' (${field}) ${what}.`, todo });
  }

  /** One filter, or several under an operator. */
  read(value: Json | undefined, at: string): void {
    const keys = isObject(value) ? Object.keys(value) : [];
    if (keys.length !== 1) {
      const what = isObject(value) ? `contains ${keys.length === 0 ? 'no filter' : `${keys.join(' and ')} side by side`}` : 'is not a filter';
      // An empty object would match everyone.
      return this.say(isObject(value) && keys.length === 0 ? `${at}.AND` : at, what, 'Provide one filter, or several in a list under AND or OR.');
    }
    const key = keys[0]!;
    const inner = (value as JsonObject)[key];
    const where = `${at}.${key}`;
    if (OPERATORS.includes(key)) return this.list(inner, where);
    if (key === 'custom_attribute') return this.attribute(inner, where);
    if (key.endsWith('_subscription_status')) return this.status(inner, where);
    if (key === 'last_used_app') return this.lastUse(inner, where);
    // The content of filter kinds newer than these documents is left for Braze to validate.
    if (!isObject(inner)) this.say(where, 'must be an object', 'Provide the comparison and the value of the filter.');
  }

  private list(value: Json | undefined, at: string): void {
    if (!Array.isArray(value) || value.length === 0) return this.say(at, 'must be a list with at least one filter', 'Add the filters to it.');
    for (const [i, each] of (value as readonly Json[]).entries()) this.read(each, `${at}[${i}]`);
  }

  private attribute(value: Json | undefined, at: string): void {
    if (!isObject(value)) return this.say(at, 'must be an object', 'Provide custom_attribute_name, comparison and value.');
    const { custom_attribute_name: name, comparison, value: wanted } = value as JsonObject;
    if (typeof name !== 'string' || name.trim() === '') this.say(`${at}.custom_attribute_name`, 'is empty', "Enter the attribute's name.");
    const allowed = Object.hasOwn(takes, String(comparison)) ? takes[String(comparison)] : undefined;
    if (WITHOUT_VALUE.includes(String(comparison))) return;
    if (!allowed) {
      const all = [...Object.keys(takes), ...WITHOUT_VALUE].join(', ');
      return this.say(`${at}.comparison`, `is '${String(comparison)}'; it must be one of ${all}`, 'Use one of these values.');
    }
    if (wanted === undefined || wanted === null || wanted === '') {
      return this.say(`${at}.value`, `is empty, but ${String(comparison)} requires a value`, 'Enter the value, or use exists or does_not_exist.');
    }
    if (!(allowed as readonly string[]).includes(kindOf(wanted))) {
      return this.say(`${at}.value`, `must be ${allowed.join(' or ')} for ${String(comparison)} but is ${JSON.stringify(wanted)}`, 'Correct the value.');
    }
    if (DATED.includes(String(comparison)) && !readDate(String(wanted), this.timeZone)) {
      this.say(`${at}.value`, `is not a valid date and time: '${String(wanted)}'`, 'Use ISO 8601 format, such as 2026-05-10T13:00:00+01:00.');
    }
  }

  private lastUse(value: Json | undefined, at: string): void {
    if (!this.today) return this.say(at, 'is a filter that the Appboy API version does not support', "Remove it, or set the account's version to Braze.");
    if (!isObject(value)) return this.say(at, 'must be an object', 'Provide comparison and value.');
    const { comparison, value: wanted } = value as JsonObject;
    if (!DATED.includes(String(comparison))) {
      this.say(`${at}.comparison`, `is '${String(comparison)}'; it must be one of ${DATED.join(', ')}`, 'Use one of these values.');
    }
    if (typeof wanted !== 'string' || !readDate(wanted, this.timeZone))
      this.say(`${at}.value`, `is not a valid date and time: '${String(wanted)}'`, 'Use ISO 8601 format, such as 2026-05-10T13:00:00+01:00.');
  }

  private status(value: Json | undefined, at: string): void {
    if (!isObject(value)) return this.say(at, 'must be an object', 'Provide comparison and value.');
    const { comparison, value: wanted } = value as JsonObject;
    if (!['is', 'is_not'].includes(String(comparison))) {
      this.say(`${at}.comparison`, `is '${String(comparison)}'; it must be is or is_not`, 'Use one of these values.');
    }
    if (!STATUSES.includes(String(wanted)))
      this.say(`${at}.value`, `is '${String(wanted)}'; it must be one of ${STATUSES.join(', ')}`, 'Use one of these values.');
  }
}

/** Problems of a Connected Audience provided as JSON. */
export const audienceProblemsOf = (audience: Json, label: string, timeZone: string, today: boolean): readonly Problem[] => {
  const audit = new Audit(label, timeZone, today);
  audit.read(audience, 'audience');
  return audit.problems;
};
