import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { unzipSync } from 'fflate';
import { isRecord, readJson } from '../../server/body';
import { MOST_BYTES } from '../auth';
import { isGiven, isText } from '../checks';
import { bad } from '../exports/refusals';
import type { BrazeState } from '../state';
import type { Asset } from './library';
import { isMultipart, readUpload } from './upload';

/** "Images have a 5 MB limit." */
const LARGEST = 5 * 1024 * 1024;
/** A file that is a little too large must arrive, so that its refusal says why. */
const MOST_UPLOADED = 2 * LARGEST;
const IMAGES = ['gif', 'jpg', 'jpeg', 'png', 'svg', 'webp'];

/** A file as it was uploaded, or as it lies at an address. */
interface Given {
  readonly name: string;
  readonly size: number;
  readonly bytes?: Uint8Array;
}

/** A refusal with a code. */
class MediaError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly meta: object = {},
  ) {
    super(message);
  }
}

/** "Upload an asset to the media library". Nothing is downloaded: an address stands for a file of its name. */
export function mediaRoutes(app: FastifyInstance, state: BrazeState): void {
  app.post('/media_library/create', async (request, reply) => {
    try {
      const { given, name } = await read(request);
      const files = extensionOf(given.name) === 'zip' && given.bytes ? unzipped(given) : [given];
      const isMany = files.length > 1;
      const assets = files.map((file, index) => assetOf(file, name === undefined ? undefined : isMany ? `${name} ${index + 1}` : name));
      if (request.fault?.kind !== 'acceptAndDrop') state.library.assets.push(...assets);
      state.world.changed();
      return { new_assets: assets, errors: [], dashboard_url: 'https://dashboard.example.com/media_library' };
    } catch (error) {
      return refused(error, reply);
    }
  });
}

function refused(error: unknown, reply: FastifyReply): FastifyReply {
  if (!(error instanceof MediaError)) throw error;
  return reply.code(400).send({ message: error.message, error_code: error.code, meta: error.meta });
}

async function read(request: FastifyRequest): Promise<{ given: Given; name?: string | undefined }> {
  const { fields, file } = isMultipart(request) ? await readUpload(request, 'asset_file', MOST_UPLOADED) : { fields: await jsonOf(request), file: undefined };
  const { asset_url, name } = fields;
  if (isGiven(asset_url) && file) throw bad('Both asset_url and asset_file cannot be provided. Please provide only one.');
  if (file) return { given: { name: file.name, size: file.bytes.length, bytes: file.bytes }, name: isText(name) ? name : undefined };
  if (!isGiven(asset_url)) throw bad('Either asset_url or asset_file must be provided.');
  if (!isText(asset_url) || !URL.canParse(asset_url)) throw new MediaError('ASSET_UPLOAD_FAILED', 'The asset could not be downloaded');
  const last = new URL(asset_url).pathname.split('/').at(-1) ?? '';
  const size = 1_000 + createHash('sha256').update(asset_url).digest().readUInt16BE();
  return { given: { name: last.includes('.') ? decodeURIComponent(last) : `${last || 'asset'}.jpg`, size }, name: isText(name) ? name : undefined };
}

async function jsonOf(request: FastifyRequest): Promise<Readonly<Record<string, unknown>>> {
  const body = await readJson(request, MOST_BYTES);
  if (!isRecord(body)) throw bad('The body must be a JSON object');
  return body;
}

const extensionOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

function assetOf({ name, size }: Given, called: string | undefined): Asset {
  const ext = extensionOf(name);
  if (!IMAGES.includes(ext)) throw new MediaError('UNSUPPORTED_FILE_TYPE', 'Unsupported file type', { file_type: ext });
  if (size > LARGEST) throw new MediaError('ASSET_SIZE_EXCEEDS_LIMIT', 'The file exceeds the maximum allowed size');
  const id = createHash('sha256').update(`${name} ${size} ${called}`).digest('hex').slice(0, 24);
  return { name: called ?? name.replace(/\.[^.]+$/, ''), size, url: `https://images.example.com/${id}.${ext}`, ext };
}

function unzipped({ name, bytes = new Uint8Array(0) }: Given): Given[] {
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes);
  } catch (error) {
    throw new MediaError('ZIP_UPLOAD_ERROR', 'The ZIP file could not be opened', { original_error: String(error) });
  }
  const entries = Object.entries(files);
  const size = entries.reduce((sum, [, content]) => sum + content.length, 0);
  if (size > LARGEST) throw new MediaError('ZIP_FILE_TOO_LARGE', 'The ZIP file is too large', { zip_file_name: name, zip_file_size: size });
  if (entries.some(([path]) => path.includes('/'))) {
    throw new MediaError('ZIPPED_ENTITY_CANNOT_HAVE_NESTED_DIRECTORY', 'All files must be at the root level of the ZIP file');
  }
  return entries.map(([path, content]) => ({ name: path, size: content.length, bytes: content }));
}
