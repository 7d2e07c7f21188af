import type {ChalkInstance} from 'chalk';
import {Chalk} from 'chalk';
import type {ThemeName} from '../session/choices.ts';

/** The meaning of a piece of text. A theme decides its style. */
export type Role =
	| 'queued'
	| 'wait'
	| 'run'
	| 'done'
	| 'fail'
	| 'text'
	| 'muted'
	| 'accent'
	| 'rule'
	/** The previous run, drawn under this one. */
	| 'ghost'
	/** In code: keywords, then strings and numbers. */
	| 'keyword'
	| 'literal';

/** The emphasis of a text, for any role. `selected` is inverse, and a second sign, brackets, always accompanies it. */
export type Weight = 'plain' | 'strong' | 'selected';

/** The style of each role. Color is never the only sign: a glyph or a word has the same meaning. */
export type Theme = Readonly<Record<Role, Readonly<Record<Weight, (text: string) => string>>>>;

/** 0: no escape sequences at all. 1: 16 colors. 2: 256 colors. 3: 16 million colors. */
export type ColorLevel = 0 | 1 | 2 | 3;

type Colors = Readonly<Record<Role, string>>;

/**
 * Any two of the first five colors differ by 20 or more (CIE76), for protan, deutan and tritan vision too. A test
 * measures this.
 */
const dark: Colors = {
	queued: '#8b949e',
	wait: '#2f95ff',
	run: '#f8d950',
	done: '#42e4bf',
	fail: '#ef6a4f',
	text: '#d5dbe3',
	muted: '#8b949e',
	accent: '#ffffff',
	rule: '#4a525d',
	ghost: '#5c6570',
	keyword: '#a898cf',
	literal: '#b5a58c',
};

const light: Colors = {
	queued: '#6e7781',
	wait: '#174a86',
	run: '#845c0b',
	done: '#257d4e',
	fail: '#6b0f04',
	text: '#24292f',
	muted: '#6e7781',
	accent: '#000000',
	rule: '#afb8c1',
	ghost: '#a0a8b1',
	keyword: '#6f5499',
	literal: '#7d6a45',
};

/** Uses the sixteen colors of the user's terminal, except for bright black, which is invisible in some palettes. */
function terminalStyle(chalk: ChalkInstance, role: Role): ChalkInstance {
	switch (role) {
		case 'wait':
			return chalk.blueBright;
		case 'run':
			return chalk.yellow;
		case 'done':
			return chalk.green;
		case 'fail':
			return chalk.red;
		case 'accent':
			return chalk.bold;
		case 'text':
			return chalk;
		case 'keyword':
			return chalk.magenta;
		case 'literal':
			return chalk.cyan;
		default:
			return chalk.dim;
	}
}

function monoStyle(chalk: ChalkInstance, role: Role): ChalkInstance {
	switch (role) {
		case 'fail':
		case 'accent':
			return chalk.bold;
		case 'queued':
		case 'muted':
		case 'rule':
		case 'ghost':
			return chalk.dim;
		default:
			return chalk;
	}
}

function styleFor(chalk: ChalkInstance, name: ThemeName, role: Role): ChalkInstance {
	if (name === 'mono') {
		return monoStyle(chalk, role);
	}
	// The sixteen colors cannot approximate our own: the closest ones would give two roles the same color.
	if (name === 'terminal' || chalk.level === 1) {
		return terminalStyle(chalk, role);
	}
	return chalk.hex((name === 'dark' ? dark : light)[role]);
}

/** The backgrounds for which the colors were chosen. */
const backgrounds: Readonly<Partial<Record<ThemeName, string>>> = {dark: '#0d1117', light: '#ffffff'};

/** Creates a sample of each theme, on the background that the theme was made for. */
export function createSamples(level: ColorLevel): Readonly<Record<ThemeName, Theme>> {
	const sample = (name: ThemeName) => createTheme(name, level, backgrounds[name]);
	return {dark: sample('dark'), light: sample('light'), terminal: sample('terminal'), mono: sample('mono')};
}

/**
 * Creates a theme for a terminal with the given color level. At level 0, text stays unchanged. `background`: a background
 * color.
 */
export function createTheme(name: ThemeName, level: ColorLevel, background?: string): Theme {
	const plain = new Chalk({level});
	// With sixteen colors, the background is that of the terminal.
	const chalk = background === undefined || level < 2 ? plain : plain.bgHex(background);
	const weightsOf = (role: Role) => {
		const plain = styleFor(chalk, name, role);
		return {plain, strong: plain.bold, selected: plain.bold.inverse};
	};
	return {
		queued: weightsOf('queued'),
		wait: weightsOf('wait'),
		run: weightsOf('run'),
		done: weightsOf('done'),
		fail: weightsOf('fail'),
		text: weightsOf('text'),
		muted: weightsOf('muted'),
		accent: weightsOf('accent'),
		rule: weightsOf('rule'),
		ghost: weightsOf('ghost'),
		keyword: weightsOf('keyword'),
		literal: weightsOf('literal'),
	};
}
