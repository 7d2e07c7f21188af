import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import {describe, test} from 'node:test';
import {stripVTControlCharacters} from 'node:util';
import stringWidth from 'string-width';
import {comparisonIn} from '../../../source/session/overlay.ts';
import {fitsSmall} from '../../../source/view/breakpoints.ts';
import {ascii} from '../../../source/view/glyphs.ts';
import {lineWidth} from '../../../source/view/line.ts';
import type {ScreenProps} from '../../../source/view/props.ts';
import {Screen, screenRows} from '../../../source/view/screens/screen.tsx';
import {createTheme} from '../../../source/view/theme.ts';
import {callScenes, dressedCallScenes} from '../../fixtures/scenes/calls.ts';
import {caughtScenes} from '../../fixtures/scenes/caught.ts';
import {exerciseScenes} from '../../fixtures/scenes/exercise.ts';
import {dressedLessonScenes, lessonScenes} from '../../fixtures/scenes/lesson.ts';
import {dressedLoopScenes, loopScenes} from '../../fixtures/scenes/loop.ts';
import {replayScenes} from '../../fixtures/scenes/replay.ts';
import {sizeScenes, sizes} from '../../fixtures/scenes/sizes.ts';
import {dressedVerdictScenes, verdictScenes} from '../../fixtures/scenes/verdict.ts';
import {dressedVersusScenes, versusScenes} from '../../fixtures/scenes/versus.ts';
import {dressedWaitingScenes, waitingScenes} from '../../fixtures/scenes/waiting.ts';
import {zoomScenes} from '../../fixtures/scenes/zoom.ts';
import * as scripts from '../../fixtures/scripts.ts';
import {dashboardTasks} from '../../fixtures/simulate.ts';
import {frame} from '../../helpers/frame.tsx';
import type {Scene} from '../../helpers/scene.ts';
import {ended, sceneProps} from '../../helpers/scene.ts';

const blocked = {at: 1300, selected: 1, change: {settings: {blocks: 900}}};
const failing = {at: 1700, change: {profile: {fails: true}}};

const together = {beside: {}, session: {language: 'both'}} as const;
const missing = [
	'No usable Python was found.',
	'Tried: .venv/bin/python: not there; python3: version 3.8, needs 3.9 or later; python: not found.',
	'Install Python 3.9 or later, or name one: --python PATH, or ASYNC_TUI_PYTHON=PATH.',
].join('\n');

/** `cat test/frames/<screen>/<scene>.<columns>x<rows>.<theme>.txt` shows each; UPDATE_FRAMES=1 writes them again. */
/** Two what-ifs, in the plan and in the session. */
const whatIfs = {
	change: {settings: {fails: true}, orders: {timeout: 1000}},
	tasks: dashboardTasks(5).map(({id, name, latency = 0}) => ({
		...{id, name, of: id, latency},
		...(id === 'settings' && {fails: true}),
		...(id === 'orders' && {timeout: 1000}),
	})),
} as const;

const scenes: Readonly<Record<string, Scene>> = {
	starting: {at: -1},
	'not-started': {at: -1, session: {run: 0}},
	'not-started-160': {columns: 160, rows: 50, at: -1, session: {run: 0}},
	'not-started-pair': {columns: 160, rows: 50, at: -1, beside: {}, session: {run: 0, language: 'both'}},
	running: {},
	'running-after-sequential': {previous: 'sequential', selected: 2},
	sequential: {strategy: 'sequential', at: 4100, previous: 'concurrent', selected: 2},
	finished: {at: ended, previous: 'sequential'},
	paused: {session: {playhead: {at: 1400}}},
	...replayScenes,
	...exerciseScenes,
	failed: {...failing, previous: 'concurrent'},
	'failed-at-the-end': {...failing, at: ended},
	blocked,
	race: {strategy: 'race', at: 1600, previous: 'concurrent'},
	'task-group': {strategy: 'task-group', at: ended, change: {settings: {fails: true}}},
	'timed-out': {strategy: 'all-settled', at: ended, change: {orders: {timeout: 900}}},
	cancelled: {strategy: 'all-settled', at: ended, cancel: {task: 'orders', at: 700}},
	killed: {at: ended, killAt: 900},
	aborted: {at: ended, abortAt: 900},
	many: {tasks: 200, strategy: 'limited', at: 9000, selected: 20},
	help: {overlay: {kind: 'help'}},
	details: {overlay: {kind: 'details'}, change: {profile: {timeout: 1400}}},
	'details-failed': {...failing, overlay: {kind: 'details'}},
	notice: {session: {notice: 'The limit matters for Limited and Batched only.'}},
	'large-running': {columns: 160, rows: 50, previous: 'sequential'},
	'large-many': {columns: 160, rows: 50, tasks: 200, strategy: 'limited', at: 9000, selected: 20},
	'medium-running': {columns: 80, rows: 24, previous: 'sequential'},
	'medium-finished': {columns: 80, rows: 24, at: ended, previous: 'sequential'},
	'medium-blocked': {...blocked, columns: 80, rows: 24},
	'medium-help': {columns: 80, rows: 24, overlay: {kind: 'help'}},
	'small-running': {columns: 60, rows: 20, previous: 'sequential'},
	'small-finished': {columns: 60, rows: 20, at: ended, previous: 'sequential'},
	'small-failed': {...failing, columns: 60, rows: 20, at: ended},
	'small-blocked': {...blocked, columns: 60, rows: 20},
	'small-many': {columns: 60, rows: 18, tasks: 200, strategy: 'limited', at: 9000, selected: 20},
	'narrow-and-tall': {columns: 70, rows: 40, previous: 'sequential'},
	'small-details': {columns: 60, rows: 18, overlay: {kind: 'details'}},
	'what-ifs': {at: 420, change: whatIfs.change, session: {tasks: whatIfs.tasks}},
	'what-ifs-after': {at: ended, change: whatIfs.change, session: {tasks: whatIfs.tasks}},
	'too-small': {columns: 48, rows: 12},
	'hardly-there': {columns: 9, rows: 3},
	'pair-running': {at: 1210, ...together},
	'pair-starting': {at: -1, ...together},
	'pair-finished': {at: ended, ...together},
	'pair-one-fails': {...failing, ...together},
	'pair-race': {strategy: 'race', at: ended, ...together},
	'pair-task-group': {strategy: 'task-group', at: 400, ...together},
	'pair-blocked': {...blocked, ...together},
	'pair-without-python': {at: 1210, beside: {missing}},
	'pair-not-at-once': {at: 700, beside: {startsAt: 12}},
	'pair-one-later': {at: 700, beside: {startsAt: 120}},
	'pair-many': {tasks: 200, strategy: 'limited', at: 9000, selected: 20, ...together},
	'pair-details': {at: 1210, overlay: {kind: 'details'}, selected: 2, ...together},
	'pair.ascii': {at: 1210, ...together, props: {glyphs: ascii}},
	'without-python': {at: ended, language: 'python', missing},
	'medium-without-python': {at: ended, language: 'python', missing, columns: 80, rows: 24},
	'small-without-python': {at: ended, language: 'python', missing, columns: 60, rows: 18},
	'python-race': {at: ended, language: 'python', strategy: 'race'},
	'pair-help': {at: 1210, overlay: {kind: 'help'}, ...together},
	'pair-120': {at: 1210, columns: 120, rows: 40, ...together},
	'pair-160': {at: 1210, columns: 160, rows: 50, ...together},
	'pair-160-one-fails': {...failing, columns: 160, rows: 50, at: ended, ...together},
	'pair-medium': {at: 1210, columns: 80, rows: 24, ...together},
	'pair-after-sequential': {at: 1210, columns: 160, rows: 50, previous: 'sequential', ...together},
	program: {program: scripts.oneByOne},
	'program-starting': {program: scripts.oneByOne, at: -1},
	'program-finished': {program: scripts.oneByOne, at: ended},
	'program-python-after': {program: scripts.together, programBefore: scripts.oneByOne, language: 'python'},
	'program-orphan': {program: scripts.orphan, at: 1300, selected: 2},
	'program-blocked': {program: scripts.holding, at: 1700, selected: 3},
	'program-failed': {program: scripts.failing, at: ended},
	'program-thread': {program: scripts.threaded, at: 500},
	'program-nested': {program: scripts.nested(14), at: 500, selected: 9},
	'program-details': {program: scripts.oneByOne, selected: 3, overlay: {kind: 'details'}},
	'program-details-thread': {program: scripts.threaded, at: 500, selected: 2, overlay: {kind: 'details'}},
	'program.ascii': {program: scripts.orphan, at: 1300, props: {glyphs: ascii}},
	'program-medium': {program: scripts.orphan, at: 1300, columns: 80, rows: 24},
	'program-small': {program: scripts.orphan, at: 1300, columns: 60, rows: 20},
	'program-large': {program: scripts.orphan, at: 1300, columns: 160, rows: 50},
	'program-pair': {program: scripts.oneByOne, ...together},
	'program-pair-not-started': {program: scripts.oneByOne, at: -1, beside: {}, session: {language: 'both', run: 0}},
	'program-pair-finished': {program: scripts.oneByOne, at: ended, ...together},
	'program-pair-160': {
		program: scripts.together,
		programBefore: scripts.oneByOne,
		columns: 160,
		rows: 50,
		...together,
	},
	...callScenes,
	...waitingScenes,
	...lessonScenes,
	...loopScenes,
	...caughtScenes,
	...verdictScenes,
	...zoomScenes,
	...sizeScenes,
	...versusScenes,
};

/** The same scenes in other glyphs or colors. */
const dressed: Readonly<Record<string, Scene>> = {
	'running.ascii': {...scenes['running-after-sequential'], props: {glyphs: ascii}},
	'blocked.ascii': {...blocked, props: {glyphs: ascii}},
	...dressedCallScenes,
	...dressedWaitingScenes,
	'running.dark': {...scenes['running-after-sequential'], props: {theme: createTheme('dark', 3)}},
	'finished.light': {at: ended, previous: 'sequential', props: {theme: createTheme('light', 3)}},
	'blocked.terminal': {...blocked, props: {theme: createTheme('terminal', 1)}},
	'failed.mono': {...failing, props: {theme: createTheme('mono', 1)}},
	...dressedLessonScenes,
	...dressedLoopScenes,
	...dressedVerdictScenes,
	...dressedVersusScenes,
};

const frames = new URL('../../frames/', import.meta.url);

/** The path of a scene's frame. `name.theme` is its name, and a theme without a name has no colors. */
function framePath(name: string, scene: Scene): string {
	const props = sceneProps(scene);
	const {columns, rows} = props.size;
	const [base, theme = 'plain'] = name.split('.');
	return `${screenOf(props)}/${base}.${columns}x${rows}.${theme}.txt`;
}

function screenOf({session, size, lesson, exercise, runs}: ScreenProps): string {
	if (!fitsSmall(size)) return 'too-small';
	if (session.overlay?.kind === 'question' && lesson) return 'question';
	if (session.overlay?.kind === 'find') return 'palette';
	if (comparisonIn(session)) return 'comparison';
	if (session.screen === 'calls') return 'calls';
	if (session.screen === 'waiting') return 'waiting';
	if (session.screen === 'loop') return 'event-loop';
	if (session.screen === 'differences') return 'language-differences';
	if (exercise) return 'exercise';
	if (runs.length > 1) return 'side-by-side';
	return 'dashboard';
}

describe('golden frames', () => {
	for (const [name, scene] of Object.entries({...scenes, ...dressed})) {
		test(name, async () => {
			const picture = fitting(scene);
			const file = new URL(framePath(name, scene), frames);
			if (process.env.UPDATE_FRAMES) {
				await writeFile(file, `${picture}\n`);
			}
			assert.equal(`${picture}\n`, await readFile(file, 'utf8'));
		});
	}
});

test('with ASCII glyphs no frame has a sign outside ASCII', () => {
	for (const scene of Object.values(scenes)) {
		assert.match(fitting({...scene, props: {...scene.props, glyphs: ascii}}), /^[\x20-\x7e\n]*$/);
	}
});

test('words are never as faint as rules and earlier runs', () => {
	// What is below an overlay is faint on purpose.
	const all = Object.entries(scenes).map(([name, scene]) => [name, sceneProps(scene)] as const);
	for (const [name, props] of all.filter(([, {session}]) => !session.overlay)) {
		const faint = screenRows(props).flatMap(row =>
			row.filter(({role, text}) => ['ghost', 'rule'].includes(role) && /\p{Letter}{2}/u.test(text)),
		);
		assert.deepEqual(faint, [], name);
	}
});

/** Draws a scene, and checks that it has at most as many rows as the terminal, and nothing in its last column. */
function fitting(scene: Scene): string {
	const picture = drawn(scene);
	const {columns = 100, rows = 30} = scene;
	const lines = stripVTControlCharacters(picture).split('\n');
	assert.ok(lines.length <= rows, `${lines.length} rows in a terminal of ${rows}`);
	for (const line of lines) {
		assert.ok(stringWidth(line) < columns, `too wide: ${line}`);
	}
	return picture;
}

test('below an overlay nothing can be clicked but the keys of the footer', () => {
	for (const scene of Object.values(scenes).filter(({overlay}) => overlay)) {
		const rows = screenRows(sceneProps(scene));
		const clicks = rows.slice(0, -1).flatMap(row => row.flatMap(({click}) => click ?? []));
		const actions = clicks.map(click => (typeof click === 'string' ? click : click.type));
		const answers = scene.overlay?.kind === 'question' ? ['a', 'b', 'c', 'escape'] : [];
		assert.deepEqual(
			actions.filter(action => !['select-listed', 'enter', ...answers].includes(action)),
			[],
			scene.overlay?.kind,
		);
	}
});

test('the words that recorders wait for are shown', () => {
	const word = (scene: Scene) =>
		/ (STARTING|RUNNING|PAUSED|BLOCKED|FINISHED|FAILED|CANCELLED)\b/.exec(drawn(scene).replace(/\n.*\n.*$/, ''))?.[1];
	assert.equal(word({at: -1}), 'STARTING');
	assert.equal(word({at: -1, session: {run: 0}}), 'PAUSED');
	assert.equal(word({}), 'RUNNING');
	assert.equal(word({session: {playhead: {at: 1400}}}), 'PAUSED');
	assert.equal(word(blocked), 'BLOCKED');
	assert.equal(word({at: ended}), 'FINISHED');
	assert.equal(word({...failing, at: ended}), 'FAILED');
	assert.equal(word({killAt: 900, at: ended}), 'FAILED');
	assert.equal(word({abortAt: 900, at: ended}), 'CANCELLED');
});

test('at every size the screen fits the terminal', () => {
	const program = {program: scripts.nested(30), programBefore: scripts.oneByOne, selected: 20};
	const overlays = [undefined, {kind: 'help'}, {kind: 'details'}, {kind: 'find', filter: 'x', selected: 0}] as const;
	const exercise = exerciseScenes['exercise-failing'] ?? assert.fail();
	for (const scene of [{previous: 'sequential'}, together, program, {...program, ...together}, exercise]) {
		const props = sceneProps(scene);
		for (const overlay of overlays) {
			const session = {...props.session, ...(overlay && {overlay})};
			for (let columns = 1; columns <= 170; columns += 13) {
				for (let rows = 1; rows <= 60; rows += 7) {
					const lines = screenRows({...props, session, size: {columns, rows}});
					assert.ok(lines.length <= rows, `${columns}x${rows}: ${lines.length} rows`);
					assert.ok(Math.max(...lines.map(lineWidth)) < Math.max(2, columns), `${columns}x${rows}`);
				}
			}
		}
	}
});

test('the same task is in the same row in both languages', () => {
	const names = ['profile', 'settings', 'orders', 'avatar', 'messages', 'thread'];
	for (const strategy of ['sequential', 'concurrent', 'limited', 'race', 'task-group', 'as-completed']) {
		for (const [columns, rows] of [
			[100, 30],
			[121, 37],
			[160, 50],
		] as const) {
			for (const at of [-1, 500, 1210, ended]) {
				const lines = fitting({strategy, at, columns, rows, ...together}).split('\n');
				for (const name of names) {
					const inLanes = new RegExp(`^│.{1,3}${name}.*│ │.{1,3}${name}`);
					assert.equal(lines.filter(line => inLanes.test(line)).length, 1, `${strategy}, ${columns}x${rows}: ${name}`);
				}
			}
		}
	}
});

test('both totals are shown, and both lines where the strategies are suspended', () => {
	const [, , , ...rows] = fitting({at: 1210, columns: 160, rows: 50, ...together}).split('\n');
	const picture = rows.join('\n');
	assert.match(picture, /in flight 2\/5.*in flight 2\/5/);
	assert.match(picture, /◐ {2}3 .*await Promise\.all\(promises\).*◂ concurrent/);
	assert.match(picture, /◐ {2}6 .*await asyncio\.gather\(\*coroutines\).*◂ concurrent/);
});

test('the call tree is shown in both languages, in the same rows and words', () => {
	for (const [columns, rows] of [
		[100, 30],
		[160, 50],
	] as const) {
		const lines = fitting({program: scripts.oneByOne, at: ended, columns, rows, ...together}).split('\n');
		const indents = ['top level', 'main', 'f', 'g', 'thread'].map(name => {
			const row = lines.map(line => new RegExp(`^│([ []+)${name}\\b.*│ │([ []+)${name}\\b`).exec(line)).filter(Boolean);
			assert.equal(row.length, 1, name);
			assert.equal(row[0]?.[1], row[0]?.[2]);
			return row[0]?.[1]?.length ?? 0;
		});
		const [top = 0, main = 0, f = 0, g = 0, thread] = indents;
		assert.ok(top < main && main < f && f === g && thread === top);
	}
});

test('both languages have a lane at every size, on one axis', () => {
	for (const [columns, rows] of [...sizes, [60, 18], [95, 22], [96, 30]] as const) {
		const lines = fitting({at: 1210, columns, rows, ...together}).split('\n');
		const lanes = lines.join('\n').match(/\[profile\] +◐ ▂+▄+/g) ?? [];
		assert.equal(lanes.length, 2, `${columns}x${rows}`);
		assert.equal(lanes[0], lanes[1]);
		assert.equal(lines.length, rows);
	}
});

test('a language that cannot run shows the full reason; the other one runs', () => {
	const picture = fitting({at: 1210, beside: {missing}, session: {language: 'both'}});
	const column = picture.split('\n').map(line => /[│┤] │ (.*?) +│$/.exec(line)?.[1] ?? '');
	assert.ok(column.join(' ').replace(/ +/g, ' ').includes(missing.replaceAll('\n', ' ')));
	assert.match(picture, /RUNNING/);
	assert.match(picture, /◂ profile/);
});

test('a single language that cannot run shows the full reason at every size', () => {
	for (const [columns, rows] of [
		[160, 50],
		[100, 30],
		[80, 24],
		[60, 18],
	] as const) {
		const picture = fitting({at: ended, language: 'python', missing, columns, rows});
		const text = picture.replace(/[│\n]/g, ' ').replace(/ +/g, ' ');
		assert.ok(text.includes(missing.replaceAll('\n', ' ')), picture);
	}
});

test('only a run of the same work that reached its end is the ghost', () => {
	const before = /before: 6\.50 s Sequential/;
	assert.match(drawn({previous: 'sequential'}), before);
	const {previous} = sceneProps({previous: 'sequential'});
	assert.doesNotMatch(drawn({change: {orders: {latency: 2100}}, views: [{previous}]}), /before: /);
	assert.doesNotMatch(drawn({change: {orders: {fails: true}}, previous: 'sequential'}), /before: /);
});

test('the line that blocks the loop is visible, whichever task is selected', () => {
	for (const [columns, rows] of [
		[100, 30],
		[80, 24],
		[60, 18],
	] as const) {
		const picture = drawn({at: 1300, change: {messages: {blocks: 900}}, selected: 0, columns, rows});
		assert.match(picture, /✗ 22|dashboard\.js:22/);
	}
});

test('the selected task is always visible', () => {
	for (const selected of [0, 1, 5, 100, 198, 199]) {
		for (const [columns, rows] of [
			[100, 30],
			[80, 24],
			[60, 18],
		] as const) {
			assert.match(drawn({tasks: 200, at: 500, selected, columns, rows}), /^[│]? ?\[[a-z]+-?\d*…?\]/m);
		}
	}
});

test('a run without tasks or files is drawn', () => {
	for (const [columns, rows] of [
		[160, 50],
		[100, 30],
		[80, 24],
		[60, 40],
		[60, 18],
	] as const) {
		for (const overlay of [undefined, {kind: 'details'}] as const) {
			const scene = {tasks: 0, columns, rows, ...(overlay && {overlay})};
			const {model} = sceneProps(scene);
			const empty = {...model, description: {...model.description, files: []}};
			assert.match(fitting({...scene, views: [{model: empty}]}), overlay ? /No tasks\./ : /TOTAL TIME|total/);
		}
	}
});

test('names, errors and code of the program cannot break the screen', () => {
	const name = '\u001b[31mé\u202e名前🎉\tx\u0007';
	const hostile = {name, fails: true};
	const picture = drawn({change: {profile: hostile, settings: {name}}, at: 1400, overlay: {kind: 'details'}});
	assert.doesNotMatch(picture, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
	for (const row of picture.split('\n')) {
		assert.ok(stringWidth(row) < 100, row);
	}
	const rows = drawn({change: {profile: hostile}}).split('\n');
	const right = (row: string | undefined) => stringWidth((row ?? '').trimEnd());
	const at = rows.findIndex(row => row.includes('名前'));
	assert.equal(right(rows[at]), right(rows[at + 1]));
});

function drawn(scene: Scene): string {
	const props = sceneProps(scene);
	return frame(<Screen {...props} />, props.size);
}
