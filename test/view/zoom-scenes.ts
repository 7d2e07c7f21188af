import {hints} from '../../source/keys/hints.ts';
import type {Session} from '../../source/session/session.ts';
import * as scripts from '../fixtures/scripts.ts';
import {lessonScenes} from './lesson-scenes.ts';
import type {Scene} from './scene.ts';
import {ended} from './scene.ts';

/** The same with the code or the lanes large, and the footer that says so. */
export function zoomed(scene: Scene, zoom: Session['zoom']): Scene {
	const session = {...scene.session, ...(zoom && {zoom})};
	const looked = {screen: 'dashboard', tasks: [{id: 'a', name: 'a', of: 'a'}], ...session} as const;
	const about = {isLesson: false, choices: 9, isOver: false, printed: 0};
	return {...scene, session, props: {...scene.props, hints: hints(looked, about)}};
}

const together = {beside: {}, session: {language: 'both'}} as const;
const loop = {session: {screen: 'loop'}} as const;
const blocked = {at: 1300, selected: 1, change: {settings: {blocks: 900}}};
const many = {tasks: 200, strategy: 'limited', at: 9000, selected: 20};
const missing = 'No usable Python was found.';
const [medium, small] = [
	{columns: 80, rows: 24},
	{columns: 60, rows: 20},
];

export const zoomScenes: Readonly<Record<string, Scene>> = {
	'zoom-not': zoomed({}, undefined),
	'zoom-code': zoomed({}, 'code'),
	'zoom-code-medium': zoomed(medium, 'code'),
	'zoom-code-small': zoomed(small, 'code'),
	'zoom-code-large': zoomed({columns: 160, rows: 50}, 'code'),
	'zoom-code-replay': zoomed({session: {playhead: {at: 1400}}}, 'code'),
	'zoom-code-program': zoomed({program: scripts.orphan, at: 1300, ...medium}, 'code'),
	'zoom-code-missing': zoomed({at: ended, language: 'python', missing}, 'code'),
	'zoom-code-pair': zoomed({at: 1210, ...together}, 'code'),
	'zoom-code-pair-missing': zoomed({at: 1210, ...together, beside: {missing}}, 'code'),
	'zoom-code-loop': zoomed({...blocked, ...loop}, 'code'),
	'zoom-code-verdict': zoomed(lessonScenes['verdict-right'] ?? {}, 'code'),
	'zoom-lanes': zoomed({previous: 'sequential'}, 'lanes'),
	'zoom-lanes-medium': zoomed({...many, ...medium}, 'lanes'),
	'zoom-lanes-small': zoomed({...many, ...small}, 'lanes'),
	'zoom-lanes-program': zoomed({program: scripts.nested(14), at: 500, selected: 9}, 'lanes'),
	'zoom-lanes-pair': zoomed({...many, ...together}, 'lanes'),
	'zoom-lanes-loop': zoomed({...many, ...loop, ...medium}, 'lanes'),
};
