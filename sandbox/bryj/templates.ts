import { replaceMarks, type Filled } from '../server/gaps';

/**
 * Fills `{{name}}` with a person's value. The vendor's page does not show how its templates mark variables: this style is the sandbox's own and never
 * sent. An unknown name is left unchanged.
 */
export function fill(template: string, variables: Readonly<Record<string, string>>): Filled {
  return replaceMarks(template, /\{\{(\w+)\}\}/g, ([mark, name = '']) =>
    Object.hasOwn(variables, name) ? { text: variables[name] ?? '' } : { text: mark, missing: name },
  );
}
