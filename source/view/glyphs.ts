import stringWidth from 'string-width';

/**
 * Every sign that the view draws with. Each is one column wide in every terminal, because rows are laid out by counting
 * columns. Emoji, private-use characters and braille are therefore excluded.
 */
export type Glyphs = {
	readonly name: 'unicode' | 'ascii';
	/** One sign for each state of a task, shown next to its word. */
	readonly state: {
		readonly queued: string;
		readonly waiting: string;
		readonly ready: string;
		readonly running: string;
		readonly done: string;
		readonly failed: string;
		readonly cancelled: string;
		readonly paused: string;
	};
	/** The frames of the spinner, which turns while a run is in progress. */
	readonly spinner: readonly string[];
	readonly bar: {readonly full: string; readonly empty: string};
	/** The signs of a lane, one for each activity of a task. */
	readonly lane: {
		readonly queued: string;
		readonly connecting: string;
		readonly waiting: string;
		readonly receiving: string;
		readonly running: string;
		readonly ready: string;
		/** A task that is no longer awaited, but still waits. */
		readonly unawaited: string;
		readonly cancelled: string;
		readonly ghost: string;
	};
	/** Eight signs, from few to all. */
	readonly levels: readonly string[];
	/** A column in which the thread was taken for less than half of the time, and for longer. */
	readonly thread: {readonly short: string; readonly long: string};
	/** The heartbeat of the loop: a beat, and a missed one. */
	readonly pulse: {readonly beat: string; readonly silent: string};
	/** Marks where the previous run stopped. */
	readonly ghostMark: string;
	/** Marks a lane that started before the window. */
	readonly before: string;
	/** Drawn across the lanes at the moment when a failure was caught. */
	readonly caught: string;
	readonly frame: {
		readonly horizontal: string;
		readonly vertical: string;
		readonly topLeft: string;
		readonly topRight: string;
		readonly bottomLeft: string;
		readonly bottomRight: string;
		/** Where a rule meets the frame. */
		readonly left: string;
		readonly right: string;
		/** Where a line between two parts meets the rule above and below it. */
		readonly down: string;
		readonly up: string;
	};
	readonly ellipsis: string;
	readonly dot: string;
	/** Points from the names of the tasks that wait at a line to that line. */
	readonly here: string;
	/** Marks the selected row of a list. */
	readonly pointer: string;
	/** Marks a lesson that is not done yet. */
	readonly open: string;
	readonly times: string;
	readonly dash: string;
	readonly cursor: string;
	/** The brackets around a fact in the header. */
	readonly chip: readonly [open: string, close: string];
	/** Three rows each. `.` is one column wide, a digit three. */
	readonly digits: Readonly<Record<string, readonly [string, string, string]>>;
	/** Replaces the characters of a text that this set cannot show. The width stays the same. */
	readonly text: (text: string) => string;
};

export const unicode: Glyphs = {
	name: 'unicode',
	state: {
		queued: '·',
		waiting: '◐',
		ready: '▒',
		running: '▶',
		done: '✓',
		failed: '✗',
		cancelled: '⊘',
		paused: '‖',
	},
	spinner: ['◐', '◓', '◑', '◒'],
	bar: {full: '━', empty: '─'},
	lane: {
		queued: '·',
		connecting: '▂',
		waiting: '▄',
		receiving: '▆',
		running: '█',
		ready: '▒',
		unawaited: '▖',
		cancelled: '╌',
		ghost: '▁',
	},
	levels: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
	thread: {short: '▏', long: '▆'},
	pulse: {beat: '┃', silent: '_'},
	ghostMark: '┆',
	before: '▲',
	caught: '╎',
	frame: {
		horizontal: '─',
		vertical: '│',
		topLeft: '╭',
		topRight: '╮',
		bottomLeft: '╰',
		bottomRight: '╯',
		left: '├',
		right: '┤',
		down: '┬',
		up: '┴',
	},
	ellipsis: '…',
	dot: '·',
	here: '◂',
	pointer: '▸',
	open: '○',
	times: '×',
	dash: '–',
	cursor: '█',
	chip: ['‹', '›'],
	digits: {
		'0': ['█▀█', '█ █', '▀▀▀'],
		'1': ['▀█ ', ' █ ', '▀▀▀'],
		'2': ['▀▀█', '█▀▀', '▀▀▀'],
		'3': ['▀▀█', ' ▀█', '▀▀▀'],
		'4': ['█ █', '▀▀█', '  ▀'],
		'5': ['█▀▀', '▀▀█', '▀▀▀'],
		'6': ['█▀▀', '█▀█', '▀▀▀'],
		'7': ['▀▀█', '  █', '  ▀'],
		'8': ['█▀█', '█▀█', '▀▀▀'],
		'9': ['█▀█', '▀▀█', '▀▀▀'],
		'.': [' ', ' ', '▀'],
		':': ['▄', '▄', ' '],
	},
	text: text => text,
};

/** The ASCII characters for typographic signs in our own sentences. Any other character becomes `?`. */
const asciiReplacements: Readonly<Record<string, string>> = {
	'—': '-',
	'–': '-',
	'−': '-',
	'·': '.',
	'…': '~',
	'×': 'x',
	'◂': '<',
	'▸': '>',
	'→': '>',
	'←': '<',
	'↑': '^',
	'↓': 'v',
	'↔': '/',
	'’': "'",
	'‘': "'",
	'“': '"',
	'”': '"',
	'≤': '<',
	'≥': '>',
	'≈': '~',
	'\u00a0': ' ',
};

const graphemes = new Intl.Segmenter();

export const ascii: Glyphs = {
	name: 'ascii',
	state: {
		queued: '.',
		waiting: '~',
		ready: '%',
		running: '>',
		done: '+',
		failed: 'x',
		cancelled: '/',
		paused: '"',
	},
	spinner: ['|', '/', '-', '\\'],
	bar: {full: '=', empty: '-'},
	lane: {
		queued: '.',
		connecting: '-',
		waiting: '=',
		receiving: '#',
		running: '@',
		ready: '%',
		unawaited: ':',
		cancelled: '~',
		ghost: '_',
	},
	levels: ['_', '.', ':', '-', '=', '+', '*', '#'],
	thread: {short: '|', long: '#'},
	pulse: {beat: '|', silent: '_'},
	ghostMark: ':',
	before: '^',
	caught: '!',
	frame: {
		horizontal: '-',
		vertical: '|',
		topLeft: '+',
		topRight: '+',
		bottomLeft: '+',
		bottomRight: '+',
		left: '+',
		right: '+',
		down: '+',
		up: '+',
	},
	ellipsis: '~',
	dot: '|',
	here: '<',
	pointer: '>',
	open: 'o',
	times: 'x',
	dash: '-',
	cursor: '_',
	chip: ['<', '>'],
	digits: {
		'0': [' _ ', '| |', '|_|'],
		'1': ['   ', '  |', '  |'],
		'2': [' _ ', ' _|', '|_ '],
		'3': [' _ ', ' _|', ' _|'],
		'4': ['   ', '|_|', '  |'],
		'5': [' _ ', '|_ ', ' _|'],
		'6': [' _ ', '|_ ', '|_|'],
		'7': [' _ ', '  |', '  |'],
		'8': [' _ ', '|_|', '|_|'],
		'9': [' _ ', '|_|', ' _|'],
		'.': [' ', ' ', '.'],
		':': [' ', '.', '.'],
	},
	text: text => (/^[\x20-\x7e]*$/.test(text) ? text : Array.from(graphemes.segment(text), toAscii).join('')),
};

/** Converts one character. Its width stays the same, because rows are laid out before this runs. */
function toAscii({segment}: {readonly segment: string}): string {
	return segment >= ' ' && segment <= '~' ? segment : (asciiReplacements[segment] ?? '?'.repeat(stringWidth(segment)));
}

const asciiArrows: Readonly<Partial<Record<string, string>>> = {'↑': 'Up', '↓': 'Dn', '←': 'Lt', '→': 'Rt'};

/** Returns keys as they are drawn. ASCII names the arrows, because `<`, `>`, `^` and `v` would be other keys. */
export function keyLabel(keys: string, {name}: Pick<Glyphs, 'name'>): string {
	return name === 'ascii' ? keys.replace(/[↑↓←→]/g, arrow => asciiArrows[arrow] ?? arrow) : keys;
}

/** Lists every sign of a set. A test checks that each is one column wide. */
export function signs({text: _, ...glyphs}: Glyphs): readonly string[] {
	const signsIn = (value: unknown): readonly string[] =>
		typeof value === 'string' ? [...value] : Object.values(value as object).flatMap(signsIn);
	const {name: _name, ...drawn} = glyphs;
	return [...new Set(signsIn(drawn))];
}
