/**
 * The execution in what `n8n execute --rawOutput` prints. Before and behind it n8n may say other things, such as that a task runner has
 * registered.
 * @param printed all of standard output
 */
export const printedExecution = (printed: string): unknown => JSON.parse(printed.slice(printed.indexOf('{'), printed.lastIndexOf('\n}') + 2));
