/** Whether a name is that of a file of saved runs (`.ndjson`). */
export function isRunFile(name: string): boolean {
	return /\.ndjson$/i.test(name);
}
