import { readDate, type CheckContext, type Fields, type Input, type Problem } from '../../engine';

const DAY = 24 * 60 * 60_000;

/** The range of days of a list, both at midnight in UTC: "start_date must be earlier than end_date". */
export const dayRange = {
  start_date: {
    type: 'dateTime',
    label: 'Start Date',
    description: 'First day of the range, in UTC; the time of day is ignored',
    prominent: true,
    placeholder: 'e.g. 2026-01-01',
    todo: 'Enter a day such as 2026-01-01, earlier than the end date.',
  },
  end_date: {
    type: 'dateTime',
    label: 'End Date',
    description: 'End of the range, in UTC. Braze stops at midnight at the start of that day; if empty, tomorrow is used so that today is included',
    prominent: true,
    placeholder: 'e.g. 2026-02-01',
    todo: 'Enter a day such as 2026-02-01, later than the start date.',
  },
} as const satisfies Fields;

type Range = Input<typeof dayRange>;

/** The day in UTC. A date, or a time without an offset, is the day as written. */
const dayOf = (text: string): string => readDate(text, 'UTC')!.toUTC().toFormat('yyyy-MM-dd');

const endOf = ({ end_date }: Range, { now }: Pick<CheckContext, 'now'>): string =>
  end_date === undefined ? new Date(now + DAY).toISOString().slice(0, 10) : dayOf(end_date);

/** The range as parameters; it always has an end. */
export const rangeQuery = (input: Range, context: Pick<CheckContext, 'now'>): { readonly start_date?: string; readonly end_date: string } => ({
  ...(input.start_date !== undefined && { start_date: dayOf(input.start_date) }),
  end_date: endOf(input, context),
});

/** A range without a day. */
export const rangeProblems = (input: Range, context: Pick<CheckContext, 'now'>): readonly Problem[] => {
  if (input.start_date === undefined || dayOf(input.start_date) < endOf(input, context)) return [];
  const end = input.end_date === undefined ? `tomorrow (${endOf(input, context)})` : endOf(input, context);
  return [
    {
      field: input.end_date === undefined ? 'start_date' : 'end_date',
      message: `'${dayRange.start_date.label}' (start_date) is ${dayOf(input.start_date)}, which is not before '${dayRange.end_date.label}' (end_date): ${end}.`,
      todo: 'Enter an end date at least one day later.',
    },
  ];
};
