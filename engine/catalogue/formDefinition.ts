import type { AnyOperation } from './operation';
import type { AnyTrigger } from './trigger';

/** What forms, their texts and their checks are built from. Operations and triggers are such definitions. */
export type FormDefinition = Pick<
  AnyOperation,
  'label' | 'action' | 'description' | 'docs' | 'was' | 'fields' | 'rules' | 'check' | 'recipients' | 'sampleInputs'
>;

export const isOperation = (definition: FormDefinition): definition is AnyOperation => 'request' in definition;

export const isTrigger = (definition: FormDefinition): definition is AnyTrigger => 'watch' in definition;
