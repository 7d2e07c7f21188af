import {syncBuiltinESMExports} from 'node:module';
import vm from 'node:vm';
import {callOriginal} from '../own-frames.ts';
import {replaceMethod} from './replace-method.ts';

type Options = {readonly filename?: unknown; readonly columnOffset?: unknown};
type Method = (this: unknown, ...given: unknown[]) => unknown;

/** How all compilers start the comment that contains a source map. */
const comment = '//# sourceMappingURL=data:';

/**
 * Remembers the texts that a program compiles under the name of a file, as Vitest and Jest do, where they contain a
 * source map: the file on disk has other lines. Returns a function that returns the text of a file, by path or URL.
 */
export function watchCompiledTexts(): (file: string) => string | undefined {
	const texts = new Map<string, string>();
	const note = (code: unknown, options: unknown) => {
		const {filename, columnOffset} = (typeof options === 'string' ? {filename: options} : (options ?? {})) as Options;
		if (typeof code === 'string' && typeof filename === 'string' && code.includes(comment)) {
			// What precedes the first column was put in front of the text.
			texts.set(filename, Number(columnOffset) < 0 ? code.slice(-Number(columnOffset)) : code);
		}
	};
	watch('runInThisContext', (code, options) => note(code, options));
	watch('compileFunction', (code, _, options) => note(code, options));
	syncBuiltinESMExports();
	return file => texts.get(file);
}

/** Replaces a function of `vm` by one that first calls `note` with what it is given. */
function watch(name: 'runInThisContext' | 'compileFunction', note: (...given: unknown[]) => void): void {
	const original = vm[name] as Method;
	const {watched} = {
		watched(this: unknown, ...given: unknown[]) {
			note(...given);
			return callOriginal(original, this, given);
		},
	};
	replaceMethod(vm as Record<typeof name, Method>, name, watched);
}
