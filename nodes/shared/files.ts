import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { NoFile, type FileRef } from '../../engine';

const binaryIn = (host: IExecuteFunctions, item: number, field: unknown): IBinaryData | undefined => {
  try {
    return host.helpers.assertBinaryData(item, field as string);
  } catch {
    return undefined;
  }
};

/** A file name without an extension gets one from the file's type. */
const nameOf = ({ fileName, fileExtension }: IBinaryData, field: unknown): string => {
  const name = fileName ?? String(field);
  return name.includes('.') || !fileExtension ? name : `${name}.${fileExtension}`;
};

/**
 * The file in an item's field, read as a stream each time it is opened.
 * @returns what the engine reports if the field holds no file: the fields that do hold one, or the field's name unchanged
 */
export const fileOf = async (host: IExecuteFunctions, item: number, field: unknown): Promise<unknown> => {
  const binary = binaryIn(host, item, field);
  if (!binary) {
    const held = Object.keys(host.getInputData()[item]?.binary ?? {});
    return held.length > 0 && typeof field === 'string' && field.trim() !== '' ? new NoFile(field, held) : field;
  }
  const { id } = binary;
  const file: FileRef = {
    name: nameOf(binary, field),
    ...(id !== undefined && { size: (await host.helpers.getBinaryMetadata(id)).fileSize }),
    async *open() {
      if (id === undefined) yield await host.helpers.getBinaryDataBuffer(item, field as string);
      else yield* (await host.helpers.getBinaryStream(id)) as AsyncIterable<Uint8Array>;
    },
  };
  return file;
};
