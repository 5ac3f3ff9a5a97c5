import type { FormField } from '../../engine';
import type { Typed } from '../shared/saved';

/** One field of a form on the screen. */
export interface FieldView {
  readonly name: string;
  readonly element: HTMLElement;
  /** Whether the user has changed it since the form was opened. */
  touched: boolean;
  read(): Typed;
  show(shown: boolean): void;
  /** Marks it red, and shows the problem below it if `isExplained`. */
  mark(problem: string | undefined, isExplained: boolean): void;
  focus(): void;
}

/** Options for drawing a column of a group or row; the rest is inherited from the enclosing field. */
export interface ColumnOptions {
  /** Path of its texts. */
  readonly path: string;
  readonly typed: Typed;
  /** The user has just added it. */
  readonly isNew?: boolean;
  readonly onChange: () => void;
  /** For a field that can be removed again. */
  readonly onRemove?: () => void;
}

/** Draws a column as a field of its own. Fields pass it to nested groups and lists, which may contain groups and lists themselves. */
export type DrawColumn = (column: FormField, options: ColumnOptions) => FieldView;
