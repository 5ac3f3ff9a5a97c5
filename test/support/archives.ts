import { Zip, ZipDeflate } from 'fflate';

/** An archive whose files say their sizes behind the data, as one does that is made while it is sent. */
export const streamedZip = (files: Readonly<Record<string, Uint8Array>>): Uint8Array => {
  const parts: Uint8Array[] = [];
  const archive = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
  });
  for (const [name, content] of Object.entries(files)) {
    const file = new ZipDeflate(name);
    archive.add(file);
    file.push(content, true);
  }
  archive.end();
  return Buffer.concat(parts);
};
