/** A text of a module, and its replacement. */
export type Replacement = readonly [text: string, by: string];

/** Replaces each text of a module of a package. Throws if one does not occur exactly once. */
export function replaced(module: string, source: string, replacements: readonly Replacement[]): string {
	return replacements.reduce((text, [old, by]) => {
		const parts = text.split(old);
		if (parts.length !== 2) {
			throw new Error(`this version of ${module} is another: update its replacement in build/`);
		}

		return parts.join(by);
	}, source);
}
