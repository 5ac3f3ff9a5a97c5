import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** n8n reads its environment when it is loaded, so this module comes before any import of it. */
const userFolder = mkdtempSync(join(tmpdir(), 'campaign-n8n-'));
afterAll(() => rm(userFolder, { recursive: true, force: true }));

process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = 'a-key-for-tests';
process.env.N8N_LOG_LEVEL = 'silent';
