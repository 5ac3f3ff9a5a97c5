/** Where n8n keeps a fetched token. */
export const TOKEN = 'sessionToken';
