import {ascii} from '../../source/view/glyphs.ts';
import {paint} from '../../source/view/theme.ts';
import {holding, orphan, threaded} from '../fixtures/scripts.ts';
import {lessonScenes} from './lesson-scenes.ts';
import type {Scene} from './scene.ts';
import {ended} from './scene.ts';

const session = {screen: 'loop'} as const;
const loop = {session} as const;
const together = {beside: {}, session: {...session, language: 'both'}} as const;
/** settings holds the thread from 0.8 s to 1.7 s; the replies of three others come meanwhile. */
const blocked = {at: 1300, selected: 1, change: {settings: {blocks: 900}}};

/** The event loop's screen. */
export const loopScenes: Readonly<Record<string, Scene>> = {
	'loop-not-started': {at: -1, session: {...session, run: 0}},
	'loop-idle': loop,
	'loop-blocked': {...blocked, ...loop},
	'loop-after': {...blocked, at: ended, previous: 'sequential', ...loop},
	'loop-large': {...blocked, at: ended, columns: 160, rows: 50, ...loop},
	'loop-medium': {...blocked, columns: 80, rows: 24, ...loop},
	'loop-small': {...blocked, columns: 60, rows: 20, ...loop},
	'loop-smallest': {...blocked, columns: 60, rows: 18, ...loop},
	'loop-many': {tasks: 200, strategy: 'limited', at: 9000, selected: 20, ...loop},
	'loop-without-python': {at: ended, language: 'python', missing: 'No usable Python was found.', ...loop},
	'loop-pair': {...blocked, ...together},
	'loop-pair-160': {...blocked, at: ended, columns: 160, rows: 50, ...together},
	'loop-pair-medium': {...blocked, columns: 80, rows: 24, ...together},
	'loop-program': {program: holding, at: 1200, ...loop},
	'loop-program-pair': {program: holding, at: 1700, ...together},
	'loop-program-after': {program: holding, at: ended, ...together},
	'loop-program-thread': {program: threaded, programBefore: holding, at: 1200, columns: 160, rows: 50, ...together},
	'loop-program-orphan': {program: orphan, at: ended, ...loop},
	'loop-verdict': {...lessonScenes['verdict-right'], session: {...lessonScenes['verdict-right']?.session, ...session}},
	'loop-fixes': {
		...lessonScenes['verdict-right'],
		session: {...lessonScenes['verdict-right']?.session, ...session, verdict: false},
		columns: 160,
		rows: 50,
	},
	'loop-program-small': {program: holding, at: 1200, columns: 60, rows: 20, ...loop},
};

export const dressedLoopScenes: Readonly<Record<string, Scene>> = {
	'loop-blocked.ascii': {...blocked, ...loop, props: {glyphs: ascii}},
	'loop-blocked.light': {...blocked, ...loop, props: {theme: paint('light', 3)}},
	'loop-blocked.mono': {...blocked, ...loop, props: {theme: paint('mono', 1)}},
};
