import type { INodeProperties } from 'n8n-workflow';
import { byAlphabet, replayField, type AnyTrigger, type AnyVendor, type FormField } from '../../engine';
import { entryOf, parametersFor } from './properties';

/** The parameter that selects the trigger. Not called `event`, because vendors have fields called `event` and `events`. */
export const TRIGGER_ON = 'triggerOn';

/** Default number of rows in one execution. */
export const ROWS_PER_RUN = 10_000;

const runFields: readonly FormField[] = [
  {
    name: 'allInOneRun',
    place: 'options',
    field: {
      type: 'boolean',
      label: 'All in One Run',
      default: false,
      description: 'Whether to return everything new in a single execution, however much there is',
    },
  },
  {
    name: 'rowsPerRun',
    place: 'options',
    field: {
      type: 'number',
      label: 'Rows per Run',
      default: ROWS_PER_RUN,
      limits: { min: 1, whole: true },
      description: 'Maximum number of rows per execution; the next poll continues with the rest',
    },
  },
];

/** How a trigger runs in n8n. */
export const runFieldsOf = (trigger: AnyTrigger): readonly FormField[] => [...runFields, replayField(trigger)];

/** All parameters of a vendor's trigger node, generated from its catalogue entry. */
export const triggerPropertiesOf = ({ triggers }: AnyVendor): INodeProperties[] => {
  const all = Object.entries(triggers);
  const [[first = ''] = []] = all;
  return [
    {
      displayName: 'Trigger On',
      name: TRIGGER_ON,
      type: 'options',
      noDataExpression: true,
      default: first,
      options: all
        .flatMap(([value, trigger]) => [
          entryOf(TRIGGER_ON, value, trigger),
          ...(trigger.was ?? []).map((former) => entryOf(TRIGGER_ON, former, trigger, true)),
        ])
        .sort((a, b) => byAlphabet(a.name, b.name)),
    },
    ...all.flatMap(([name, trigger]) => parametersFor(trigger, { [TRIGGER_ON]: [name, ...(trigger.was ?? [])] }, runFieldsOf(trigger))),
  ];
};
