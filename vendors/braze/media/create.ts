import { isObject, operation, promisedObjects, sentence, type FileRef, type Input, type JsonObject, type Parsed } from '../../../engine';
import { endpoint } from '../endpoint';
import { onlyToday } from '../onlyToday';

const { path, permission, quota } = endpoint('/media_library/create');

/** "Images have a 5 MB limit", and so has the content of a ZIP file. No page says which megabytes; the larger ones are counted. */
const MOST_BYTES = 5 * 1024 * 1024;

const fields = {
  source: {
    type: 'choice',
    label: 'Source',
    description: 'Where the asset comes from',
    required: true,
    default: 'file',
    options: [
      { value: 'file', label: 'File', description: 'A file that is uploaded' },
      { value: 'url', label: 'URL', description: 'An address from which Braze downloads the asset' },
    ],
  },
  asset_file: {
    type: 'file',
    label: 'File',
    description: 'An image, or a ZIP file with images and without folders; at most 5 MB',
    required: true,
    limits: { maxBytes: MOST_BYTES },
    dependsOn: { field: 'source', is: ['file'] },
    todo: 'Provide an image of at most 5 MB.',
  },
  asset_url: {
    type: 'text',
    label: 'URL',
    description: 'Public address of an image, or of a ZIP file with images',
    required: true,
    limits: { format: 'url' },
    placeholder: 'https://example.com/cat.png',
    dependsOn: { field: 'source', is: ['url'] },
    todo: 'Enter an address that Braze can reach, such as https://example.com/cat.png.',
  },
  name: {
    type: 'text',
    label: 'Name',
    description: "Name of the asset in the media library; the file's own name if empty. Several assets of a ZIP file are numbered",
    placeholder: 'e.g. Spring banner',
  },
} as const;

/** Media types of the part with the file, by its name's extension. */
const TYPES: Readonly<Record<string, string>> = {
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
  zip: 'application/zip',
};

const typeOf = (name: string): string => TYPES[/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';

const multipart = (file: FileRef, name: string | undefined) => ({
  multipart: {
    fields: { ...(name !== undefined && { name }) },
    file: { field: 'asset_file', name: file.name, type: typeOf(file.name), content: file },
  },
});

const bodyOf = ({ source, asset_file, asset_url, name }: Input<typeof fields>) =>
  source === 'file' ? multipart(asset_file!, name) : { json: { asset_url: asset_url!, ...(name !== undefined && { name }) } };

/** What went wrong with each asset: `{name, size, ext, error}`. */
const errorsIn = ({ errors }: JsonObject): readonly string[] =>
  Array.isArray(errors) ? errors.map((each) => (isObject(each) ? `${String(each.name)}: ${String(each.error)}` : String(each))) : [];

const asset = { name: 'cat', size: 35_412, url: 'https://images.example.com/cat.png', ext: 'png' };
const dashboard_url = 'https://dashboard.example.com/media_library';

/** Upload an asset to the media library. */
export const create = operation({
  label: 'Create',
  action: 'Create media asset',
  description: 'Add an image to the media library, or all images of a ZIP file',
  docs: 'Braze, "Upload an asset to the media library"',
  onlyWith: onlyToday('a media library'),
  fields,
  // A repeat adds the asset a second time.
  retry: 'nonIdempotent',
  ifUnknown: 'Check in the media library of the dashboard whether it has the asset before you create it again.',
  permission,
  quota,
  returns: 'object',
  request: ([input]) => ({ method: 'POST', path, body: bodyOf(input) }),
  parse({ body }): Parsed<JsonObject> {
    const assets = promisedObjects(body, 'new_assets');
    const said = body as JsonObject;
    const errors = errorsIn(said);
    if (assets.length === 0) {
      return {
        each: [
          {
            failure: {
              code: 'rejected',
              reached: 'yes',
              message: sentence(errors.length > 0 ? `Braze answered: ${errors.join('; ')}` : 'Braze added no asset, and did not say why'),
              todo: 'Fix what Braze reports and create the asset again.',
              details: { answer: body },
            },
          },
        ],
      };
    }
    const one = { url: assets[0]!.url ?? null, assets, ...(said.dashboard_url !== undefined && { dashboard_url: said.dashboard_url }) };
    return { one, ...(errors.length > 0 && { warnings: errors.map((each) => sentence(`Braze did not add an asset: ${each}`)) }) };
  },
  sample: { url: asset.url, assets: [asset], dashboard_url },
  sampleReply: { new_assets: [asset], errors: [], dashboard_url },
  sampleInputs: [
    { source: 'url', asset_url: 'https://example.com/cat.png' },
    { source: 'url', asset_url: 'https://example.com/cat.png', name: 'Spring banner' },
  ],
});
