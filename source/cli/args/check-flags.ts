import type {Flag} from './flag.ts';

/** The flags of `check`. */
export const checkFlags = [
	{name: 'peak', value: "'NAME>=N'", group: 'Check', of: 'check', words: 'calls at once; without NAME: waits at once'},
	{name: 'max-in-flight', value: "'NAME<=N'", group: 'Check', of: 'check', words: 'at most so many calls at once'},
	{name: 'overlap', value: "'A & B'", group: 'Check', of: 'check', words: 'these calls are in flight at once'},
	{
		name: 'order',
		value: "'A ends < B starts'",
		group: 'Check',
		of: 'check',
		words: 'these moments come in this order',
	},
	{name: 'blocked', value: "'<100ms'", group: 'Check', of: 'check', words: 'no longer block of the event loop'},
	{name: 'no-stuck', group: 'Check', of: 'check', words: 'no finding that is an error, the default'},
	{name: 'stuck-ok', group: 'Check', of: 'check', words: 'allow findings that are errors'},
	{name: 'no-findings', group: 'Check', of: 'check', words: 'no finding, warnings included'},
	{name: 'claims', value: 'FILE', takes: 'file', group: 'Check', of: 'check', words: 'claims as JSON, as in a lesson'},
	{
		name: 'baseline',
		value: 'RUN.ndjson',
		takes: 'file',
		group: 'Check',
		of: 'check',
		words: 'as concurrent as this run, nothing new found',
	},
	{name: 'for', value: '10s', group: 'Check', of: 'check', words: 'stop the program after this time'},
	{name: 'exit', value: 'N', group: 'Check', of: 'check', words: 'exit code of the program (0)'},
] as const satisfies readonly Flag[];
