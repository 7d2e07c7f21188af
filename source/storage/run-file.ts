/** Whether a file name is that of saved runs (`.ndjson`). */
export function isRunFile(name: string): boolean {
	return /\.ndjson$/i.test(name);
}
