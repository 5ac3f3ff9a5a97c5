/** What texts, and numbers of tables, say of a switch; expressions, CSV files and forms deliver nothing else. */
const ON: readonly unknown[] = ['true', 'yes', 'on', '1', 1, true];
const OFF: readonly unknown[] = ['false', 'no', 'off', '0', 0, false];

const plain = (value: unknown): unknown => (typeof value === 'string' ? value.trim().toLowerCase() : value);

/** What a value says of a switch; undefined where it plainly says neither. */
export const readSwitch = (value: unknown): boolean | undefined => {
  const said = plain(value);
  return ON.includes(said) ? true : OFF.includes(said) ? false : undefined;
};

/** What a value says of a switch that protects: what is not plainly off is on. */
export const readProtection = (value: unknown): boolean => readSwitch(value) !== false;
