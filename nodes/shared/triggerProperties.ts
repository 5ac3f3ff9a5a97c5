import type { INodeProperties } from 'n8n-workflow';
import { formOperation, type AnyVendor } from '../../engine';
import { ofOperation, OPTIONS } from './properties';

/** The parameter that chooses the trigger. Fields of vendors are called `event` and `events`, so it is not. */
export const TRIGGER_ON = 'triggerOn';

/** Rows of one execution, where the user says nothing. */
export const ROWS_PER_RUN = 10_000;

const options: INodeProperties = {
  displayName: 'Options',
  name: OPTIONS,
  type: 'collection',
  placeholder: 'Add Option',
  default: {},
  options: [
    {
      displayName: 'All in One Run',
      name: 'allInOneRun',
      type: 'boolean',
      default: false,
      description: 'Whether to hand on everything that is new in one execution, however much it is',
    },
    {
      displayName: 'Rows per Run',
      name: 'rowsPerRun',
      type: 'number',
      default: ROWS_PER_RUN,
      typeOptions: { minValue: 1 },
      description: 'Most rows of one execution; the next poll goes on with the rest',
    },
  ],
};

/** All parameters of a vendor's trigger node, made from its catalogue entry. */
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
      options: all.map(([value, { label, action, description }]) => ({ name: label, value, action, description })).sort((a, b) => a.name.localeCompare(b.name)),
    },
    ...all.flatMap(([name, trigger]) => ofOperation(formOperation(trigger), { [TRIGGER_ON]: [name] })),
    options,
  ];
};
