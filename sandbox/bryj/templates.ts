/**
 * Fills `{{name}}` with a person's value. The vendor's page does not show how its templates mark variables: this style is the sandbox's own and never
 * sent. An unknown name is left unchanged.
 */
export function fill(template: string, variables: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (mark, name: string) => (Object.hasOwn(variables, name) ? (variables[name] ?? '') : mark));
}
