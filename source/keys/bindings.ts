import type {Action} from '../session/action.ts';

/** A key or a pair of keys: what it does, and how the footer, the help overlay and the docs describe it. */
export type Binding = {
	/** Key names as `inkKeyNames` returns them: a character, or `up`, `enter`, `escape`, `space` … */
	readonly keys: Readonly<Record<string, Action>>;
	/** The keys as displayed: `+ -`. */
	readonly label: string;
	readonly words: string;
	readonly group: 'Strategy' | 'Run' | 'Open' | 'Save' | 'What if' | 'Replay' | 'Tasks' | 'View' | 'async-tui';
	/** Shorter words, for the display of pressed keys. */
	readonly hint?: {readonly words: string};
};

const digits = Object.fromEntries(
	Array.from({length: 9}, (_, index) => [String(index + 1), {type: 'choose-strategy', index} satisfies Action]),
);

/** Every key of the program. A key has the same meaning everywhere. Lowercase acts; uppercase is the bigger variant. */
export const bindings: readonly Binding[] = [
	{
		keys: digits,
		label: '1-9',
		words: 'run a strategy or version',
		group: 'Strategy',
		hint: {words: 'strategy'},
	},
	{
		keys: {s: {type: 'toggle-sequential'}, S: {type: 'toggle-versus'}},
		label: 's S',
		words: '1 ↔ 2; both on one clock',
		group: 'Strategy',
		hint: {words: 'seq ↔ conc'},
	},
	{
		keys: {
			'+': {type: 'change-limit', by: 1},
			'=': {type: 'change-limit', by: 1},
			'-': {type: 'change-limit', by: -1},
		},
		label: '+ -',
		words: 'concurrency limit',
		group: 'Strategy',
		hint: {words: 'limit'},
	},
	{
		keys: {c: {type: 'toggle-compare'}},
		label: 'c',
		words: 'run and compare all',
		group: 'Strategy',
		hint: {words: 'compare'},
	},

	{
		keys: {space: {type: 'toggle-pause'}},
		label: 'space',
		words: 'pause, play, replay',
		group: 'Run',
		hint: {words: 'pause'},
	},
	{
		keys: {r: {type: 'run-again'}, R: {type: 'run-reseeded'}},
		label: 'r R',
		words: 'again; with new latencies',
		group: 'Run',
		hint: {words: 'again'},
	},
	{
		keys: {p: {type: 'next-language'}, P: {type: 'toggle-processes'}},
		label: 'p P',
		words: 'language; processes',
		group: 'Run',
		hint: {words: 'language'},
	},
	{keys: {i: {type: 'next-hint'}}, label: 'i', words: 'type input; exercise hint', group: 'Run'},
	{
		keys: {W: {type: 'toggle-watch'}, E: {type: 'edit'}},
		label: 'W E',
		words: 'watch files; edit the line',
		group: 'Run',
	},

	{
		keys: {'/': {type: 'open-find'}, ':': {type: 'open-find'}},
		label: '/ :',
		words: 'find anything',
		group: 'Open',
		hint: {words: 'find'},
	},
	{
		keys: {n: {type: 'open-lesson', by: 1}, N: {type: 'open-lesson', by: -1}},
		label: 'n N',
		words: 'next, previous lesson',
		group: 'Open',
	},
	{keys: {H: {type: 'toggle-history'}}, label: 'H', words: 'history: runs so far', group: 'Open'},

	{keys: {w: {type: 'save'}}, label: 'w', words: 'save the run to this folder', group: 'Save'},
	{
		keys: {e: {type: 'toggle-export'}},
		label: 'e',
		words: 'export: GIF, SVG, CSV, more',
		group: 'Save',
	},
	{keys: {y: {type: 'copy'}}, label: 'y', words: 'copy the shell command', group: 'Save'},

	{
		keys: {f: {type: 'what-if', change: 'fails'}},
		label: 'f',
		words: 'fail at 60% of its latency',
		group: 'What if',
		hint: {words: 'fail'},
	},
	{
		keys: {t: {type: 'what-if', change: 'timeout'}},
		label: 't',
		words: 'time out at half latency',
		group: 'What if',
	},
	{
		keys: {b: {type: 'what-if', change: 'blocks'}},
		label: 'b',
		words: 'block the thread for 0.5 s',
		group: 'What if',
	},
	{keys: {x: {type: 'cancel-task'}}, label: 'x', words: 'cancel the task now', group: 'What if'},
	{keys: {u: {type: 'start-over'}}, label: 'u', words: 'clear what-ifs; start over', group: 'What if'},

	{
		keys: {',': {type: 'step', by: -1}, '.': {type: 'step', by: 1}},
		label: ', .',
		words: 'one event back, forward',
		group: 'Replay',
	},
	{
		keys: {
			left: {type: 'select-beside', by: -1},
			right: {type: 'select-beside', by: 1},
			h: {type: 'select-beside', by: -1},
			l: {type: 'select-beside', by: 1},
		},
		label: '← →',
		words: '100 ms back, forward (h l)',
		group: 'Replay',
	},
	{
		// Some terminals reserve the arrows with Shift, so `{ }` do the same. `H` and `L` cannot: `H` opens the history,
		// and `L` has no meaning.
		keys: {
			'shift+left': {type: 'seek', by: -1000},
			'shift+right': {type: 'seek', by: 1000},
			'{': {type: 'seek', by: -1000},
			'}': {type: 'seek', by: 1000},
		},
		label: '{ }',
		words: '1 s, as Shift with arrows',
		group: 'Replay',
	},
	{
		keys: {g: {type: 'go-to', end: 'start'}, G: {type: 'go-to', end: 'live'}},
		label: 'g G',
		words: 'jump to start, to live',
		group: 'Replay',
	},
	{
		keys: {'<': {type: 'change-speed', by: -1}, '>': {type: 'change-speed', by: 1}},
		label: '< >',
		words: 'speed, 0.1× to 8×',
		group: 'Replay',
	},

	{
		keys: {
			up: {type: 'select', by: -1},
			down: {type: 'select', by: 1},
			k: {type: 'select', by: -1},
			j: {type: 'select', by: 1},
			pageup: {type: 'select', by: -10},
			pagedown: {type: 'select', by: 10},
		},
		label: '↑ ↓',
		words: 'select a task (j k)',
		group: 'Tasks',
		hint: {words: 'select'},
	},
	{
		keys: {'[': {type: 'change-latency', by: -100}, ']': {type: 'change-latency', by: 100}},
		label: '[ ]',
		words: 'latency −/+ 100 ms',
		group: 'Tasks',
		hint: {words: 'latency'},
	},
	{keys: {a: {type: 'add-task'}}, label: 'a', words: 'duplicate the task', group: 'Tasks'},
	{keys: {d: {type: 'remove-task'}}, label: 'd', words: 'remove the task', group: 'Tasks'},

	{
		keys: {tab: {type: 'next-screen', by: 1}, 'shift+tab': {type: 'next-screen', by: -1}},
		label: 'Tab',
		words: 'next screen, Shift+Tab back',
		group: 'View',
		hint: {words: 'screen'},
	},
	{
		keys: {v: {type: 'toggle-verdict'}},
		label: 'v',
		words: 'code ↔ verdict',
		group: 'View',
		hint: {words: 'verdict'},
	},
	{
		keys: {z: {type: 'next-zoom'}},
		label: 'z',
		words: 'zoom: code, lanes, both',
		group: 'View',
		hint: {words: 'zoom'},
	},
	{
		keys: {o: {type: 'toggle-log'}},
		label: 'o',
		words: 'log: what was printed',
		group: 'View',
		hint: {words: 'log'},
	},
	{keys: {'0': {type: 'toggle-fit'}}, label: '0', words: 'axis: fitted or whole', group: 'View'},
	{
		keys: {O: {type: 'next-order'}, U: {type: 'next-grouping'}, Z: {type: 'next-span'}},
		label: 'O U Z',
		words: 'order, grouping, time axis',
		group: 'View',
	},
	{keys: {'!': {type: 'toggle-findings'}}, label: '!', words: 'findings: what may be wrong', group: 'View'},
	{
		keys: {enter: {type: 'open-details'}},
		label: 'Enter',
		words: 'details of what is selected',
		group: 'View',
	},

	{
		keys: {T: {type: 'toggle-themes'}, m: {type: 'next-motion'}, M: {type: 'toggle-mouse'}},
		label: 'T m M',
		words: 'themes; motion; mouse',
		group: 'async-tui',
	},
	{keys: {K: {type: 'toggle-keys'}}, label: 'K', words: 'show the keys you press', group: 'async-tui'},
	{keys: {escape: {type: 'back'}}, label: 'Esc', words: 'back, close', group: 'async-tui'},
	{
		keys: {'?': {type: 'toggle-help'}},
		label: '?',
		words: 'this help',
		group: 'async-tui',
		hint: {words: 'help'},
	},
	{
		keys: {q: {type: 'quit'}},
		label: 'q',
		words: 'quit (Ctrl+C too)',
		group: 'async-tui',
		hint: {words: 'quit'},
	},
];
