import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { FileRef } from '../../engine';

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
 * @returns the field's name unchanged if it holds no file; the engine then reports that
 */
export const fileOf = async (host: IExecuteFunctions, item: number, field: unknown): Promise<unknown> => {
  const binary = binaryIn(host, item, field);
  if (!binary) return field;
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
