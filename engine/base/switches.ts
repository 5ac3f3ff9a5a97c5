/** Texts and table numbers that mean on or off; expressions, CSV files and forms deliver nothing else. */
const ON: readonly unknown[] = ['true', 'yes', 'on', '1', 1, true];
const OFF: readonly unknown[] = ['false', 'no', 'off', '0', 0, false];

const plain = (value: unknown): unknown => (typeof value === 'string' ? value.trim().toLowerCase() : value);

/** Reads a boolean; undefined if the value clearly means neither. */
export const readSwitch = (value: unknown): boolean | undefined => {
  const said = plain(value);
  return ON.includes(said) ? true : OFF.includes(said) ? false : undefined;
};

/** Reads a protective switch: anything that is not clearly off is on. */
export const readProtection = (value: unknown): boolean => readSwitch(value) !== false;
