/** The outcomes of a batch, as counted by the example's last node. */
export interface Summary {
  /** Report rows: one per device. */
  readonly rows: number;
  readonly sent: number;
  readonly failed: number;
  readonly inProgress: number;
  /** Why messages failed, and how often. */
  readonly reasons: Readonly<Record<string, number>>;
}

/** Counts report rows in the form shared by all vendors. */
export const summarize = (rows: readonly { readonly status?: unknown; readonly error_message?: unknown }[]): Summary => {
  const count = (wanted: string) => rows.filter(({ status }) => status === wanted).length;
  const reasons: Record<string, number> = {};
  for (const { status, error_message } of rows) {
    if (status === 'failed') reasons[String(error_message)] = (reasons[String(error_message)] ?? 0) + 1;
  }
  return { rows: rows.length, sent: count('sent'), failed: count('failed'), inProgress: count('inProgress'), reasons };
};

const WIDTH = 7;

/** The short table shown at the end. */
export const tableOf = (people: number, { rows, sent, failed, inProgress, reasons }: Summary): string => {
  const line = (count: number, text: string, indent = '') => `  ${indent}${String(count).padStart(WIDTH)}  ${text}`;
  return [
    line(people, 'people in the CSV, sent as one upload'),
    line(rows, 'devices in the report'),
    line(sent, 'sent'),
    ...(inProgress > 0 ? [line(inProgress, 'still in progress')] : []),
    line(failed, 'failed:'),
    ...Object.entries(reasons)
      .sort(([, a], [, b]) => b - a)
      .map(([why, count]) => line(count, why, '  ')),
  ].join('\n');
};
