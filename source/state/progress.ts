import {readFileSync} from 'node:fs';
import {mkdir} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import * as v from 'valibot';

/** Which lessons were done. All that is remembered from one sitting to the next: a launch looks the same every time. */
export type Progress = {
	/** The keys of the lessons. Reads the file when it is first asked. */
	readonly done: () => ReadonlySet<string>;
	/** Writes it down at once. Never fails: see `complaint`. */
	readonly finish: (lesson: string) => Promise<void>;
	/** A sentence on why progress is not kept, for whoever asks first. */
	readonly complaint: () => string | undefined;
};

const schema = v.object({version: v.literal(1), done: v.array(v.string())});

/** Where the state of a user's programs belongs. */
export function progressFile(
	env: Readonly<Record<string, string | undefined>>,
	system: {
		readonly platform: string;
		readonly home: string;
	},
): string {
	const folder =
		env.XDG_STATE_HOME ||
		(system.platform === 'win32' ? env.LOCALAPPDATA : undefined) ||
		join(system.home, '.local', 'state');
	return join(folder, 'async-tui', 'progress.json');
}

export function openProgress(file: string): Progress {
	let done: Set<string> | undefined;
	let isKept = true;
	let complaint: string | undefined;
	const giveUp = (why: string) => {
		complaint ??= isKept ? `Your progress is not kept: ${why}` : undefined;
		isKept = false;
	};

	const read = () => {
		try {
			return v.parse(schema, JSON.parse(readFileSync(file, 'utf8'))).done;
		} catch (error) {
			const {code} = error as NodeJS.ErrnoException;
			if (code === undefined) {
				giveUp(`${file} is none of ours; delete it to start anew.`);
			} else if (code !== 'ENOENT') {
				giveUp(`${file} cannot be read (${code}).`);
			}

			return [];
		}
	};

	const known = () => {
		done ??= new Set(read());
		return done;
	};

	return {
		done: known,
		async finish(lesson) {
			if (known().has(lesson)) {
				return;
			}

			known().add(lesson);
			if (!isKept) {
				return;
			}

			// Another sitting may have written since.
			const all = [...new Set([...read(), ...known()])];
			try {
				await mkdir(dirname(file), {recursive: true});
				const {default: writeFileAtomic} = await import('write-file-atomic');
				await writeFileAtomic(file, `${JSON.stringify({version: 1, done: all}, undefined, '\t')}\n`);
			} catch (error) {
				const {code, message} = error as NodeJS.ErrnoException;
				giveUp(`${file} cannot be written (${code ?? message}).`);
			}
		},
		complaint() {
			const said = complaint;
			complaint = undefined;
			return said;
		},
	};
}
