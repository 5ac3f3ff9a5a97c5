/** Where n8n stores a fetched token. */
export const TOKEN = 'sessionToken';
