import {extname} from 'node:path';

/**
 * The folder of the program's own files: `source/` in a checkout, `dist/` in the package. Both have the same folders.
 */
export const programFolder = new URL('.', import.meta.url);

/** The extension of the program's own modules: `.ts` in a checkout, `.js` in the package. */
export const moduleExtension = extname(new URL(import.meta.url).pathname);
