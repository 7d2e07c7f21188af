/**
 * Returns what a runtime (`CPython 3.10.4`) lacks for a program that needs a version (`3.11`): `needs Python 3.11; this is
 * 3.10.4`. Undefined if it is recent enough.
 */
export function missingVersion(runtime: string, needs: string | undefined): string | undefined {
	const [, name = '', version = ''] = /^(\S+) (\d+(?:\.\d+)*)/.exec(runtime) ?? [];
	if (needs === undefined || version === '') {
		return undefined;
	}

	const [wanted, found] = [needs, version].map(text => text.split('.').map(Number)) as [number[], number[]];
	const differs = wanted.findIndex((part, index) => part !== (found[index] ?? 0));
	const isOlder = differs >= 0 && (found[differs] ?? 0) < (wanted[differs] ?? 0);
	return isOlder ? `needs ${name.replace('CPython', 'Python')} ${needs}; this is ${version}` : undefined;
}
