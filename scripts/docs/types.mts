export type {
  AnyOperation,
  AnyTrigger,
  AnyVendor,
  Bound,
  Condition,
  Field,
  Fields,
  FormDefinition,
  FormField,
  Known,
  OnlyWith,
  Retry,
  RowCodes,
  Topic,
  Verb,
} from '../../engine/index.ts';

export type FieldOptions = readonly { readonly value: string; readonly label: string; readonly was?: readonly string[]; readonly description?: string }[];
