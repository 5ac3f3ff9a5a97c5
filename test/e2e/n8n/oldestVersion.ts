/** n8n's version is chosen where its scripts are loaded, so this module comes before any import of them. */
process.env.N8N_VERSION = '2.0.0';
