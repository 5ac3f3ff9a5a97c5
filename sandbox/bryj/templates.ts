/**
 * Fills `{{name}}` with a person's value. The vendor's page does not show how its templates mark a variable:
 * this style is the sandbox's own and is never seen on the wire. An unknown name stays as it is.
 */
export function fill(template: string, variables: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (mark, name: string) => (Object.hasOwn(variables, name) ? (variables[name] ?? '') : mark));
}
