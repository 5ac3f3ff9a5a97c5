import type { MessageParts } from './parts';

/** A place where a value is missing. */
export interface Gap {
  /** The text that has it: `title`, `body`, or a part. */
  readonly field: string;
  /** Where it is in the text. */
  readonly at: number;
  /** The length of the mark that stayed in the text; 0 if the vendor leaves nothing there. */
  readonly length: number;
  /** Whose value is missing. */
  readonly name: string;
}

/** What stands in a text instead of a mark; `missing` names the value that there is none of. */
export interface Replacement {
  readonly text: string;
  readonly missing?: string;
}

/** A text with its marks replaced. */
export interface Filled {
  readonly text: string;
  readonly gaps: readonly Omit<Gap, 'field'>[];
}

/** Replaces every match of a global pattern, and notes where values are missing. */
export function replaceMarks(template: string, pattern: RegExp, replace: (match: RegExpExecArray) => Replacement): Filled {
  let text = '';
  let from = 0;
  const gaps: Omit<Gap, 'field'>[] = [];
  for (const match of template.matchAll(pattern)) {
    text += template.slice(from, match.index);
    const { text: value, missing } = replace(match);
    if (missing !== undefined) gaps.push({ at: text.length, length: value.length, name: missing });
    text += value;
    from = match.index + match[0].length;
  }
  return { text: from === 0 ? template : text + template.slice(from), gaps };
}

/** A message's texts, which are filled in one by one. */
export class Filling {
  readonly gaps: Gap[] = [];

  /** @param fill fills in one template, in the vendor's way */
  constructor(private readonly fill: (template: string) => Filled) {}

  text(field: string, template: string): string {
    const { text, gaps } = this.fill(template);
    for (const gap of gaps) this.gaps.push({ field, ...gap });
    return text;
  }

  /** All texts in the parts, however deep. */
  parts(parts: MessageParts): MessageParts {
    return Object.fromEntries(Object.entries(parts).map(([field, value]) => [field, this.deep(field, value)]));
  }

  private deep(field: string, value: unknown): unknown {
    if (typeof value === 'string') return this.text(field, value);
    if (Array.isArray(value)) return value.map((each) => this.deep(field, each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.deep(field, each)]));
  }
}
