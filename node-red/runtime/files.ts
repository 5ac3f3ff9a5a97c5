import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, isAbsolute, resolve } from 'node:path';
import type { Field, FileRef } from '../../engine';
import { refuse } from './failure';
import type { Place } from './place';

/** A file name as the core file nodes read it. */
export const pathOf = (name: string, { red }: Pick<Place, 'red'>): string => {
  const { fileWorkingDirectory } = red.settings;
  return fileWorkingDirectory && !isAbsolute(name) ? resolve(fileWorkingDirectory, name) : name;
};

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? error);

const onDisk = async (name: string, field: Field, place: Place): Promise<FileRef> => {
  const path = pathOf(name, place);
  const found = await stat(path).catch((error: unknown) => {
    const why = codeOf(error) === 'ENOENT' ? 'does not exist' : `cannot be read (${codeOf(error)})`;
    throw refuse(`'${field.label}': the file '${name}' ${why}.`, "Enter the name of a file; relative names start at Node-RED's working directory.");
  });
  if (!found.isFile()) throw refuse(`'${field.label}': '${name}' is not a file.`, 'Enter the name of a file.');
  return { name: basename(path), size: found.size, open: () => createReadStream(path) };
};

/** A name for content that came without one. */
const nameFor = ({ msg }: Place, field: Field): string => {
  if (typeof msg?.filename === 'string' && msg.filename !== '') return basename(msg.filename);
  return `data${field.type === 'file' ? (field.limits?.extension ?? '') : ''}`;
};

const inMemory = (content: Uint8Array, field: Field, place: Place): FileRef => ({
  name: nameFor(place, field),
  size: content.length,
  async *open() {
    yield content;
  },
});

/**
 * The file that a value stands for: bytes are its content, and so is a multi-line text; any other text is the name of a file on disk.
 * @param type how the value was entered; text typed into the form is a name
 */
export const fileOf = async (value: unknown, type: string, field: Field, place: Place): Promise<FileRef> => {
  if (value instanceof Uint8Array) return inMemory(value, field, place);
  if (typeof value === 'string') {
    return type !== 'str' && value.includes('\n') ? inMemory(new TextEncoder().encode(value), field, place) : await onDisk(value, field, place);
  }
  throw refuse(
    `'${field.label}' contains neither a file name nor content, but ${Array.isArray(value) ? 'a list' : `a ${typeof value}`}.`,
    'Enter a file name, a Buffer, or text.',
  );
};
