/*
 * The names of the properties that the open node's last message had. They are offered where a property is named, and come after the form is drawn, so
 * they are kept here.
 */

let names: readonly string[] = [];

export const offerFields = (found: readonly string[]): void => {
  names = found;
};

/** Those that contain what was typed. */
export const fieldsLike = (typed: string): readonly { readonly value: string; readonly label: string }[] =>
  names.filter((name) => name.toLowerCase().includes(typed.toLowerCase())).map((name) => ({ value: name, label: name }));
