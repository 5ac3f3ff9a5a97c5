import { isRecord, Moment } from './meant';

/** Stands for any value that the test cannot know, and says what it must look like. */
export class Like {
  constructor(
    readonly what: string,
    readonly fits: (value: unknown) => boolean,
  ) {}
}

/** A text that is JSON itself, with what it says. */
export class JsonText {
  constructor(readonly value: unknown) {}
}

const show = (value: unknown): string => {
  const text = value instanceof Moment ? `the moment ${value.text}` : (JSON.stringify(value) ?? String(value));
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
};

const ISO_MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

const isSameMoment = (wanted: Moment, got: unknown): boolean =>
  typeof got === 'string' && ISO_MOMENT.test(got) && Math.floor(Date.parse(got.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) / 1000) === wanted.seconds;

/** How what came over the wire differs from what was meant, value by value. Undefined is the same as not there. */
export const differences = (wanted: unknown, got: unknown, path = ''): string[] => {
  const differ = (): string[] => [`${path || 'it'}: meant ${show(wanted)}, sent ${show(got)}`];
  if (wanted instanceof Like) return wanted.fits(got) ? [] : [`${path}: meant ${wanted.what}, sent ${show(got)}`];
  if (wanted instanceof Moment) return isSameMoment(wanted, got) ? [] : differ();
  if (wanted instanceof JsonText) {
    if (typeof got !== 'string') return differ();
    try {
      return differences(wanted.value, JSON.parse(got), `${path} as JSON`);
    } catch {
      return differ();
    }
  }
  if (Array.isArray(wanted)) {
    if (!Array.isArray(got) || got.length !== wanted.length) return differ();
    return wanted.flatMap((each, i) => differences(each, (got as unknown[])[i], `${path}[${i}]`));
  }
  if (isRecord(wanted)) {
    if (!isRecord(got)) return differ();
    const names = new Set([...Object.keys(wanted), ...Object.keys(got)]);
    return [...names].flatMap((name) =>
      differences(Object.hasOwn(wanted, name) ? wanted[name] : undefined, Object.hasOwn(got, name) ? got[name] : undefined, `${path}.${name}`),
    );
  }
  return wanted === got ? [] : differ();
};
