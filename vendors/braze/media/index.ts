import { create } from './create';

/** The media library (Braze, "Media library"). */
export const media = { label: 'Media', operations: { create } };
