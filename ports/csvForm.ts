import { CsvProblem } from '../engine/base/ports';

/** The first bytes of a file, enough to contain every secret that begins in the shown excerpt. */
export const HEAD = 8_192;
/** This many of them suffice to detect the file type. */
const TELLING = 512;

const SAVE = 'Save it as comma-separated CSV in UTF-8.';
const ANEW = 'Save it again in UTF-8; Excel calls this format "CSV UTF-8".';

/** The error for a line that is not UTF-8. */
export const notUtf8 = (line: number): CsvProblem => new CsvProblem(`line ${line} is not UTF-8`, ANEW);

const UTF16 = { is: 'it is text in UTF-16, not in UTF-8', todo: ANEW };
const WORKBOOK = { is: 'it is an Excel workbook or a zip archive', todo: SAVE };

/** The first bytes of files that are mistaken for CSV. */
const FORMS: readonly { readonly begins: readonly number[]; readonly is: string; readonly todo: string }[] = [
  { begins: [0xff, 0xfe], ...UTF16 },
  { begins: [0xfe, 0xff], ...UTF16 },
  { begins: [0x50, 0x4b, 3, 4], ...WORKBOOK },
  { begins: [0x50, 0x4b, 5, 6], ...WORKBOOK },
  { begins: [0xd0, 0xcf, 0x11, 0xe0], ...WORKBOOK },
  { begins: [0x1f, 0x8b], is: 'it is compressed with gzip', todo: 'Decompress it first.' },
  { begins: [0x25, 0x50, 0x44, 0x46, 0x2d], is: 'it is a PDF document', todo: SAVE },
];

/** UTF-16 without a byte order mark is recognized by the zeros between the first letters. */
const isUtf16 = ([first, second, third, fourth]: Uint8Array): boolean =>
  (first !== 0 && second === 0 && third !== 0 && fourth === 0) || (first === 0 && second !== 0 && third === 0 && fourth !== 0);

/** The same for text formats, ignoring leading blanks; an excerpt is shown. */
const TEXTS: readonly { readonly begins: RegExp; readonly is: string }[] = [
  { begins: /^<(!doctype\s+html|html|head|body)\b/i, is: 'it is a web page' },
  { begins: /^(<\?xml\b|<[a-z][\w:.-]*(\s[^<>]*)?>[^]*<\/)/i, is: 'it is XML' },
  { begins: /^(\{\s*("|\})|\[\s*(\{|"|\]\s*$))/, is: 'it is JSON' },
];

/**
 * Rejects files that cannot be CSV, whatever follows.
 * @param head the first bytes, {@link HEAD} of them or all
 * @throws CsvProblem
 */
export const refuseOtherForms = (head: Uint8Array): void => {
  const form = FORMS.find(({ begins }) => begins.every((byte, i) => head[i] === byte)) ?? (isUtf16(head) ? UTF16 : undefined);
  if (form) throw new CsvProblem(form.is, form.todo);
  const textIn = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).trim();
  const text = textIn(head.subarray(0, TELLING));
  const other = TEXTS.find(({ begins }) => begins.test(text));
  if (other) throw new CsvProblem(other.is, SAVE, { begins: textIn(head).replace(/\s+/g, ' ') });
};
