import {fileURLToPath} from 'node:url';

/** The path of a saved run from which the pictures of the readme are made. */
export function mediaTrace(name: string): string {
	return fileURLToPath(new URL(`../../media/traces/${name}.ndjson`, import.meta.url));
}
