import { readDate, type CheckContext, type Fields, type Input, type Problem } from '../../../engine';

/** Filters shared by the list of campaigns and their counts (FollowAnalytics campaigns API, "Campaigns list quick stats"). */
export const someCampaigns = {
  app_ids: {
    type: 'list',
    label: 'App IDs',
    description: 'Only campaigns of these apps; all apps if empty',
    prominent: true,
    placeholder: 'FAAPPLI_0VDvT50',
  },
  status: {
    type: 'list',
    label: 'Status',
    description: 'Only campaigns with one of these statuses; all if empty',
    prominent: true,
    options: [
      { value: 'ongoing', label: 'Ongoing' },
      { value: 'finished', label: 'Finished' },
      { value: 'wait_sync', label: 'Waiting for Distribution', description: 'Launched, but not yet fully distributed' },
      { value: 'scheduled', label: 'Scheduled', description: 'Launched, with a start date in the future' },
      { value: 'draft', label: 'Draft', description: 'Not launched yet' },
      { value: 'failed', label: 'Failed' },
      { value: 'canceled', label: 'Cancelled' },
    ],
  },
  workflow_types: {
    type: 'list',
    label: 'Workflow Types',
    description: 'Only campaigns with these workflows, which are named differently from the campaign types in Create; all if empty',
    options: [
      { value: 'scheduled', label: 'Scheduled' },
      { value: 'contextual', label: 'Contextual' },
      { value: 'transactional', label: 'Transactional' },
      { value: 'dynamic', label: 'Dynamic' },
    ],
  },
  search: {
    type: 'text',
    label: 'Search',
    description: 'Only campaigns whose name contains this text; not case-sensitive',
    placeholder: 'e.g. welcome',
  },
} as const satisfies Fields;

/** All filters and the order of a list (FollowAnalytics campaigns API, "List all campaigns"). */
export const listed = {
  ...someCampaigns,
  labels: {
    type: 'list',
    label: 'Labels',
    description: 'Only campaigns with at least one of these labels',
    placeholder: 'spring',
  },
  message_types: {
    type: 'list',
    label: 'Message Types',
    description: 'Only campaigns with these message types; all if empty',
    options: [
      { value: 'push-only', label: 'Push Only' },
      { value: 'inapp-only', label: 'In-App Only' },
      { value: 'push-inapp', label: 'Push and In-App' },
    ],
  },
  order: {
    type: 'choice',
    label: 'Order',
    description: "Sort order, newest first, and the date that 'From' and 'To' refer to; creation date if empty",
    options: [
      { value: 'created_at', label: 'Created At' },
      { value: 'updated_at', label: 'Updated At' },
      { value: 'start_date', label: 'Start Date' },
      { value: 'status', label: 'Status', description: "'From' and 'To' refer to the creation date" },
      { value: 'app', label: 'App', description: "'From' and 'To' are ignored" },
    ],
  },
  from: {
    type: 'dateTime',
    label: 'From',
    description: "Only campaigns created at or after this time, or started or updated, depending on 'Order'",
    todo: 'Enter a time such as 2026-05-01T00:00:00+02:00.',
  },
  to: {
    type: 'dateTime',
    label: 'To',
    description: "Only campaigns created at or before this time, or started or updated, depending on 'Order'",
    todo: 'Enter a time such as 2026-05-31T23:59:59+02:00.',
  },
} as const satisfies Fields;

type Listed = Input<typeof listed>;

/** Names are sent comma-separated, so none may contain a comma. */
export const commaProblems = (input: Pick<Listed, 'app_ids' | 'labels'>): readonly Problem[] =>
  (['app_ids', 'labels'] as const).flatMap((name) =>
    (input[name] ?? []).flatMap((entry, i) =>
      entry.includes(',')
        ? [
            {
              field: `${name}[${i}]`,
              message: `'${listed[name].label}' (${name}[${i}]) is '${entry}', which contains a comma; FollowAnalytics would read it as two values.`,
              todo: 'Remove it, or enter the values one by one.',
            },
          ]
        : [],
    ),
  );

/** Rules for a list's filters that the field table cannot express. */
export const filterProblems = (input: Listed, { timeZone }: CheckContext): readonly Problem[] => {
  const problems = [...commaProblems(input)];
  const { from, to } = input;
  if (from !== undefined && to !== undefined && readDate(from, timeZone)! > readDate(to, timeZone)!) {
    problems.push({
      field: 'to',
      message: `'${listed.to.label}' (to) is ${to}, which is before '${listed.from.label}' (from): ${from}.`,
      todo: "Enter a 'To' time that is not before 'From'.",
    });
  }
  return problems;
};

/** "Otherwise, the parameter is ignored" (`from`, `to`). */
export const filterDoubts = ({ order, from, to }: Listed): readonly string[] =>
  order === 'app' && (from !== undefined || to !== undefined)
    ? [`FollowAnalytics ignores '${listed.from.label}' and '${listed.to.label}' if the order is '${order}'; choose another order to use them.`]
    : [];
