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
  /** Marks it red, and shows the problem below it where `isExplained`. */
  mark(problem: string | undefined, isExplained: boolean): void;
  focus(): void;
}

/** What a column of a group or of a row is drawn with; the rest it has from the field that it stands in. */
export interface ColumnOptions {
  /** Where its texts stand. */
  readonly path: string;
  readonly typed: Typed;
  /** Somebody has just asked for it. */
  readonly isNew?: boolean;
  readonly onChange: () => void;
  /** For a field that can be taken away again. */
  readonly onRemove?: () => void;
}

/** Draws a column as a field of its own. Fields hand it to the groups and lists inside them, which may hold groups and lists again. */
export type DrawColumn = (column: FormField, options: ColumnOptions) => FieldView;
