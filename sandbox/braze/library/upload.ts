import Busboy from '@fastify/busboy';
import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { bodyChunks, BodyError } from '../../server/body';

/** The content of a multipart request. */
export interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly file?: { readonly name: string; readonly bytes: Buffer };
}

export const isMultipart = ({ headers }: FastifyRequest): boolean => /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');

/**
 * Reads `multipart/form-data` into memory.
 * @param field the part with the file
 * @throws BodyError if it has more bytes, or ends before its closing boundary
 */
export async function readUpload(request: FastifyRequest, field: string, maxBytes: number): Promise<Upload> {
  const fields: Record<string, string> = {};
  const parts: Buffer[] = [];
  let name: string | undefined;
  const busboy = new Busboy({ headers: request.headers as { 'content-type': string } });
  busboy.on('field', (key: string, value: string) => void (fields[key] = value));
  busboy.on('file', (key: string, part: Readable, fileName: string | undefined) => {
    part.on('error', () => undefined);
    if (key !== field) return void part.resume();
    name = fileName ?? '';
    part.on('data', (chunk: Buffer) => void parts.push(chunk));
  });
  const finished = new Promise<boolean>((done) => {
    busboy.once('finish', () => done(true));
    busboy.once('error', () => done(false));
  });
  let size = 0;
  for await (const chunk of bodyChunks(request)) {
    size += chunk.length;
    if (size <= maxBytes) busboy.write(chunk);
  }
  busboy.end();
  if (size > maxBytes) throw new BodyError(413, `The body is larger than ${maxBytes} bytes`);
  if (!(await finished)) throw new BodyError(400, 'Unexpected end of the multipart data');
  return { fields, ...(name !== undefined && { file: { name, bytes: Buffer.concat(parts) } }) };
}
