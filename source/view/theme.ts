import type {ChalkInstance} from 'chalk';
import {Chalk} from 'chalk';
import type {ThemeName} from '../session/session.ts';

/** What a piece of text means; a theme says how that looks. */
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
	/** The run before, behind this one. */
	| 'ghost'
	/** In a program: its language's words, and its strings and numbers. */
	| 'keyword'
	| 'literal';

/** Emphasis that any role can have. `selected` is inverse, so it goes with a second sign: brackets. */
export type Weight = 'plain' | 'strong' | 'selected';

/** How each role looks. Colour is never alone: what it says is also said by a glyph or a word. */
export type Theme = Readonly<Record<Role, Readonly<Record<Weight, (text: string) => string>>>>;

/** 0: no escape sequences at all. 1: 16 colours. 2: 256. 3: 16 million. */
export type ColorLevel = 0 | 1 | 2 | 3;

type Colors = Readonly<Record<Role, string>>;

/** Any two of the first five differ by 20 or more (CIE76) to normal, protan, deutan and tritan eyes; a test measures it. */
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

/** The user's own sixteen colours, never bright black: it is invisible in some palettes. */
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
			return chalk.dim.magenta;
		case 'literal':
			return chalk.dim.cyan;
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
		case 'literal':
			return chalk.dim;
		default:
			return chalk;
	}
}

function styleFor(chalk: ChalkInstance, name: ThemeName, role: Role): ChalkInstance {
	if (name === 'mono') {
		return monoStyle(chalk, role);
	}
	// Sixteen colours cannot come near our own: the nearest of them would put two roles in one colour.
	if (name === 'terminal' || chalk.level === 1) {
		return terminalStyle(chalk, role);
	}
	return chalk.hex((name === 'dark' ? dark : light)[role]);
}

/** A theme for a terminal that can show so many colours. At level 0 all text stays as it is. */
export function createTheme(name: ThemeName, level: ColorLevel): Theme {
	const chalk = new Chalk({level});
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
