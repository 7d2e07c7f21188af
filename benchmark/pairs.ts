/** Returns the middle value; for an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/**
 * Measures several things in turn, A B C A B C …, so that other load on the machine affects all of them equally. Each
 * list of the result is in the order of the rounds.
 */
export async function inTurn<Name extends string, Result>(
	rounds: number,
	measures: Readonly<Record<Name, () => Result | Promise<Result>>>,
): Promise<Readonly<Record<Name, readonly Result[]>>> {
	const names = Object.keys(measures) as Name[];
	const results = Object.fromEntries(names.map(name => [name, [] as Result[]])) as Record<Name, Result[]>;
	for (let round = 0; round < rounds; round++) {
		for (const name of names) {
			results[name].push(await measures[name]());
		}
	}

	return results;
}
