import assert from 'node:assert/strict';
import {test} from 'node:test';
import {footerHints} from '../../../source/keys/footer-hints.ts';
import {modelAt} from '../../../source/model/follow.ts';
import {code} from '../../../source/model/projections/code.ts';
import type {Axis} from '../../../source/view/axis.ts';
import {boundary, ticks} from '../../../source/view/axis.ts';
import {ascii, unicode} from '../../../source/view/glyphs.ts';
import type {Line} from '../../../source/view/line.ts';
import {lineWidth, span, toAnsi} from '../../../source/view/line.ts';
import {codeCard} from '../../../source/view/panels/code-card.ts';
import {emphasizeNumbers} from '../../../source/view/panels/emphasize-numbers.ts';
import {footer} from '../../../source/view/panels/footer.ts';
import {header} from '../../../source/view/panels/header.ts';
import {pagesOfHelp} from '../../../source/view/panels/help.ts';
import {withKeyDisplay} from '../../../source/view/panels/key-display.ts';
import {threadCells} from '../../../source/view/panels/lane-cells.ts';
import {panel} from '../../../source/view/panels/panel.ts';
import {runVerdictLines} from '../../../source/view/panels/run-verdict.ts';
import {selectedIndex} from '../../../source/view/panels/selected-lane.ts';
import {stateLine} from '../../../source/view/panels/state-line.ts';
import {choiceRows, strategyRow} from '../../../source/view/panels/strategy-row.ts';
import {threadRow} from '../../../source/view/panels/thread-row.ts';
import {windowAround} from '../../../source/view/panels/window.ts';
import {status} from '../../../source/view/run-status.ts';
import {screenRows} from '../../../source/view/screens/screen.tsx';
import {createTheme} from '../../../source/view/theme.ts';
import {inSentences} from '../../../source/view/wrap-prose.ts';
import {oneByOne} from '../../fixtures/scripts.ts';
import type {ProgramScript} from '../../fixtures/simulate-program.ts';
import {ended, sceneProps} from '../../helpers/scene.ts';
import {timer, traceOf} from '../../helpers/trace-of.ts';

const plain = createTheme('dark', 0);
const text = (line: Line) => toAnsi(line, plain, unicode);

test('the window contains the selected task, fills its rows and leaves one for the rest', () => {
	assert.deepEqual(windowAround(3, 5, 5), {first: 0, count: 5});
	assert.deepEqual(windowAround(0, 100, 10), {first: 0, count: 9});
	assert.deepEqual(windowAround(50, 100, 10), {first: 46, count: 9});
	assert.deepEqual(windowAround(99, 100, 10), {first: 91, count: 9});
	assert.deepEqual(windowAround(7, 100, 1), {first: 7, count: 1});
	for (let selected = 0; selected < 40; selected += 1) {
		for (const top of [undefined, 0, 20, 39]) {
			const {first, count} = windowAround(selected, 40, 7, top);
			assert.ok(first <= selected && selected < first + count && first + count <= 40);
		}
	}
});

test('the window starts with the given lane while the selected one is in it', () => {
	for (const selected of [20, 23, 28]) assert.deepEqual(windowAround(selected, 100, 10, 20), {first: 20, count: 9});
	for (const selected of [19, 29]) assert.notEqual(windowAround(selected, 100, 10, 20).first, 20);
	assert.deepEqual(windowAround(96, 100, 10, 95), {first: 91, count: 9});
});

test('the selected task is found by its id when an older run is shown', () => {
	const props = sceneProps({selected: 2});
	assert.equal(selectedIndex(props), 2);
	const fewer = {...props.session, tasks: props.session.tasks.slice(1), selected: 1};
	assert.equal(selectedIndex({...props, session: fewer}), 2);
	assert.equal(selectedIndex({...props, session: {...props.session, tasks: []}}), 0);
});

test('the selected lane of a program exists', () => {
	for (const [selected, index] of [
		[0, 0],
		[2, 2],
		[99, 3],
	] as const) {
		assert.equal(selectedIndex(sceneProps({program: oneByOne, selected})), index);
	}
	assert.equal(selectedIndex(sceneProps({program: oneByOne, at: -1, selected: 2})), 0);
});

test('a program that is too long for its panel gets two columns, if its lines are short enough', () => {
	const panes = (program: ProgramScript) => code(sceneProps({program}).model, undefined);
	const rows = (program: ProgramScript, columns: number) => codeCard(panes(program), 12, columns, unicode).map(text);
	assert.match(rows(oneByOne, 99)[1] ?? '', /^│ +1 import .* │ +11 }/);
	assert.doesNotMatch(rows(oneByOne, 50).join('\n'), / │ .* │ .* │/);
	const long = {...oneByOne, text: {...oneByOne.text, javascript: `${'x'.repeat(60)}\n`.repeat(20)}};
	assert.match(rows(long, 99)[1] ?? '', /^│ +1 x{60} +│$/);
});

test('the axis keeps the order of moments and never goes beyond its ends', () => {
	const axis: Axis = {left: 0, width: 40, max: 6500};
	assert.equal(boundary(axis, -5), 0);
	assert.equal(boundary(axis, 6500), 40);
	assert.equal(boundary(axis, 9999), 40);
	assert.equal(boundary({...axis, max: 0}, 10), 0);
	for (let ms = 0; ms < 6500; ms += 50) {
		assert.ok(boundary(axis, ms) <= boundary(axis, ms + 50));
	}
});

test('the ticks are at their moments, whatever the length of the axis', () => {
	const units = {s: 1000, min: 60_000, h: 3_600_000} as const;
	for (const [max, unit] of [
		...([0.5, 8, 90, 1500, 6500, 26_000, 260_000, 999_000] as const).map(short => [short, 's'] as const),
		[5_000_000, 'min'],
		[11_000_000, 'min'],
		[50_000_000, 'h'],
	] as const) {
		const axis: Axis = {left: 0, width: 40, max};
		const row = ticks(axis);
		assert.ok(row.length <= 43 + ` ${unit}`.length, row);
		assert.match(row, new RegExp(`^0( .*\\d)? ${unit}$`));
		for (const {0: label, index} of row.matchAll(/[\d.]+/g)) {
			assert.equal(boundary(axis, Number(label) * units[unit]), index, row);
		}
	}
});

test('the end of an axis has a label, if it is at a tick', () => {
	assert.match(ticks({left: 0, width: 81, max: 6500}), / 6 +6\.5 s$/);
	assert.match(ticks({left: 0, width: 54, max: 100_000}), / 100 s$/);
	assert.match(ticks({left: 0, width: 52, max: 6600}), / 6 s$/);
});

test('hints are dropped from the right, except the permanent ones', () => {
	const props = sceneProps({});
	const full = text(footer(props, 200));
	assert.match(full, /^ 1 … 9 strategy .* q quit$/);
	for (let available = 20; available < 120; available += 1) {
		const line = footer(props, available);
		assert.ok(lineWidth(line) <= available);
		assert.match(text(line), /\? help {2}q quit$/);
	}
});

test('the keys of a list are named only if it has rows', () => {
	for (const overlay of [
		{kind: 'findings', selected: 0},
		{kind: 'find', filter: 'x', selected: 0},
		{kind: 'log'},
	] as const) {
		const context = {isLesson: false, choices: 9, hasEnded: true, printed: 0};
		const props = sceneProps({overlay});
		const listed = {...props, hints: footerHints(props.session, context)};
		assert.doesNotMatch(text(footer({...listed, found: []}, 100)), /Enter|↑/);
	}
});

test('the help has whole groups, and names every key in one row, on as many pages as needed', () => {
	for (const [columns, rows, pages] of [
		[160, 50, 1],
		[100, 30, 1],
		[80, 24, 2],
		[60, 20, 4],
		[60, 18, 5],
	] as const) {
		const size = {columns, rows};
		const {help} = sceneProps({});
		assert.equal(pagesOfHelp({help, size}), pages);
		const drawn = Array.from({length: pages}, (_, page) =>
			screenRows(sceneProps({...size, overlay: {kind: 'help', page}})).map(text),
		).join('\n');
		assert.doesNotMatch(drawn, /…(?! 9)/);
		for (const {title, rows: keys} of help) {
			assert.ok(drawn.includes(`${title} ──`), title);
			assert.deepEqual(
				keys.filter(row => !drawn.includes(`${row.keys.padEnd(7)}${row.words} `)),
				[],
			);
		}
	}
});

test('the chosen strategy is always named, and every key is shown', () => {
	for (const {name, title, short = title} of sceneProps({}).strategies) {
		for (const available of [59, 79, 99, 159]) {
			const row = strategyRow(sceneProps({columns: available + 1, session: {strategy: name}}), available);
			assert.ok(lineWidth(row) <= available);
			assert.match(text(row), new RegExp(`\\[\\d (${title}|${short})( 3)?\\]`));
			assert.deepEqual(
				text(row)
					.match(/(?<=[ [])[1-9](?=[ \]]|$)/g)
					?.filter(key => key !== '3').length,
				8,
			);
		}
	}
});

test('no key of a strategy moves when another is chosen, unless it has a limit to show', () => {
	for (const available of [99, 159]) {
		const chosen = sceneProps({}).strategies.filter(({limited}) => available > 99 || !limited);
		const columnsOf = chosen.map(({name}) => {
			const row = strategyRow(sceneProps({columns: available + 1, rows: 50, session: {strategy: name}}), available);
			return [...text(row).matchAll(/[1-9](?= [A-Z])/g)].map(({index}) => index);
		});
		for (const columns of columnsOf) {
			assert.deepEqual(columns, columnsOf[0]);
			assert.equal(columns.length, 9);
		}
	}
});

test('strategies with a limit are offered from three tasks on, under their own keys', () => {
	const keysOf = (tasks: number, strategy = 'concurrent') => {
		const props = sceneProps({session: {strategy}});
		const session = {...props.session, tasks: props.session.tasks.slice(0, tasks)};
		return [...text(strategyRow({...props, session}, 159)).matchAll(/[1-9] (?=[A-Z])/g)].join('');
	};
	assert.equal(keysOf(3), '1 2 3 4 5 6 7 8 9 ');
	assert.equal(keysOf(2), '1 2 5 6 7 8 9 ');
	assert.equal(keysOf(2, 'limited'), '1 2 3 5 6 7 8 9 ');
});

test('on 100 columns every strategy has a name, whatever the choice and the limit', () => {
	for (const {name} of sceneProps({}).strategies) {
		const row = strategyRow(sceneProps({session: {strategy: name, limit: 1000}}), 99);
		assert.ok(lineWidth(row) <= 99);
		assert.equal([...text(row).matchAll(/[1-9] [A-Z][a-z]+/g)].length, 9, text(row));
	}
});

test('prose is broken between sentences if each part then fits', () => {
	const text = 'Limited 3 gets 2.41× with 3 in flight. Press Enter to open a run.';
	assert.deepEqual(inSentences(text, 70), [text]);
	assert.deepEqual(inSentences(text, 62), ['Limited 3 gets 2.41× with 3 in flight.', 'Press Enter to open a run.']);
	assert.deepEqual(inSentences(text, 30), [text]);
	assert.deepEqual(inSentences(`One. Two. ${text}`, 70), [
		'One. Two. Limited 3 gets 2.41× with 3 in flight.',
		'Press Enter to open a run.',
	]);
});

test('no number in a name is emphasized', () => {
	const strong = (words: string, names: readonly string[]) =>
		emphasizeNumbers(words, names).flatMap(({text, weight}) => (weight === 'strong' ? [text] : []));
	const sentence = 'Limited 3 gets 2.41× with 3 in flight, Limited 3 again';
	assert.deepEqual(strong(sentence, ['Sequential', 'Limited 3']), ['2.41×', '3']);
	assert.equal(text(emphasizeNumbers(sentence, ['Limited 3'])), sentence);
});

test('a panel has the given width, however long its title is', () => {
	const title = [{text: 'A long title', role: 'accent', weight: 'strong'}] as const;
	for (let columns = 8; columns < 60; columns += 1) {
		for (const line of panel({title, words: title}, [title, []], columns, unicode)) {
			assert.equal(lineWidth(line), columns);
		}
	}
});

test('the spinner turns with the frames, and stops without them', () => {
	const {model, session} = sceneProps({});
	const sign = (frame: number | undefined) => status(model, session, unicode, frame).sign;
	assert.equal(sign(undefined), unicode.state.waiting);
	assert.deepEqual([0, 3, 6, 9, 12].map(sign), [...unicode.spinner, unicode.spinner[0]]);
});

test('a thread taken a thousand times briefly is as busy as one taken once for the same time', () => {
	const axis: Axis = {left: 0, width: 10, max: 1000};
	const many = Array.from({length: 200}, (_, index) => ({from: index * 2, to: index * 2 + 1.5, blocked: false}));
	assert.equal(text(threadCells(many, axis, unicode)), '▆▆▆▆');
	assert.equal(text(threadCells([{from: 0, to: 300, blocked: false}], axis, unicode)), '▆▆▆');
	const sparse = [
		{from: 120, to: 121, blocked: false},
		{from: 620, to: 700, blocked: true},
	];
	assert.equal(text(threadCells(sparse, axis, unicode)), ' ▏    ▆');
	assert.equal(text(threadCells([], axis, unicode)), '');
});

test('a share of the thread is shown only where enough was measured', () => {
	const lanes = [{name: 'f', at: 0, waits: [timer(250)]}];
	const shown = (use?: {readonly busy: number; readonly preempted?: number}) => {
		const model = modelAt(traceOf({lanes, total: 250, ...(use && {use})}), 1000);
		const props = sceneProps({program: oneByOne, at: 1000, views: [{model}]});
		return [...runVerdictLines(props, 100, 30), stateLine(props, 100)].map(text).join('\n');
	};
	assert.match(shown({busy: 50}), /20% on the thread, 80% waiting.*thread 20%/s);
	assert.match(shown({busy: 40, preempted: 210}), /Other processes had the core for most of 250 ms/);
	assert.doesNotMatch(shown({busy: 40, preempted: 210}), /% on the thread/);
	assert.doesNotMatch(shown(), /at least 0%/);
	const row = (use: {readonly busy: number; readonly preempted?: number}) =>
		text(
			threadRow(
				modelAt(traceOf({lanes, total: 250, use}), 1000),
				{name: 10, state: 20, bar: 0, percent: 0, time: 0},
				unicode,
			),
		);
	assert.match(row({busy: 50}), /thread +busy 20%/);
	assert.doesNotMatch(row({busy: 40, preempted: 210}), /busy/);
});

test('in few rows a verdict shows some calls of a program, but no part of the planned tasks', () => {
	const shown = (scene: Parameters<typeof sceneProps>[0], rows: number) =>
		runVerdictLines(sceneProps({at: 1e6, ...scene}), 74, rows)
			.map(text)
			.join('\n');
	assert.match(shown({program: oneByOne}, 5), /top level.*… \d more/s);
	assert.match(shown({}, 6), /Longest +orders, 2\.00 s\nIn flight .*peak 5$/s);
	assert.match(shown({}, 12), /Longest.*profile.*messages +1\.20 s/s);
});

test('a pressed key covers no part of a sentence, and gives up its own words first', () => {
	const shown = (sentence: string, columns = 60, key = {key: '1', words: 'Sequential'}, glyphs = unicode) => {
		const lines = [[], [span('text', sentence)], [span('text', ' q quit')]];
		return text(withKeyDisplay(lines, key, {size: {columns, rows: 3}, glyphs})[1] ?? []);
	};
	const cap = (words: string, columns = 59) => words.padStart(columns).trimEnd();
	assert.equal(shown(''), cap('  1  Sequential '));
	const short = '   Press 1 to see.';
	assert.equal(shown(short), short + cap('  1  Sequential ', 59 - short.length));
	assert.equal(shown(`${short}   Not tried yet: v code or verdict`), shown(short));
	assert.equal(
		shown('   orders is the longest: the total is at least 2.00 s.'),
		'   orders is the longest: the total is at least 2.00 s.  1',
	);
	// In ASCII, the arrow would be drawn as `v`, which is another key.
	assert.equal(shown('', 60, {key: 'down', words: 'select'}, ascii), cap('  Dn  select '));
	assert.equal(shown('   a sentence that is longer than its row', 30), '   a sentence that is lo…  1');
});

test('a program with one version shows what it does, and no choice', () => {
	const props = sceneProps({program: oneByOne});
	const rows = (of: typeof props) => choiceRows(of, 99, true).map(text);
	assert.equal(rows(props).length, 2);
	const [only, ...others] = rows({...props, strategies: props.strategies.slice(0, 1)});
	assert.match(only ?? '', /^ \S.*what the program does then/);
	assert.deepEqual(others, []);
});

test('the header shows when a process was attached to that was already running', () => {
	const props = sceneProps({});
	const {runtime, ...starting} = props.model;
	const description = {...props.model.description, attachTo: 812};
	const process = {pid: 812, parent: 1, command: ['node', 'app.js'], attached: '12:04:31'};
	const headerOf = (model: typeof props.model) => text(header({...props, model}, 100));
	assert.match(
		headerOf({...starting, runtime: runtime ?? '', description: {...description, process}}),
		/ {2}attached 12:04:31 · Node\.js \d+ · \w+ ?$/,
	);
	// Its language is not known yet.
	assert.doesNotMatch(headerOf({...starting, description}), /JavaScript|attached/);
});

test('the verdict of a saved run suggests no other run', () => {
	const shown = (isSaved: boolean) =>
		runVerdictLines(sceneProps({strategy: 'sequential', at: 1e6, props: {isSaved}}), 100, 30)
			.map(text)
			.join('\n');
	assert.match(shown(false), /2 starts them together\./);
	assert.match(shown(true), /one wait at a time\./);
	assert.doesNotMatch(shown(true), /starts them together/);
});

test('cards and frames of a recording name no keys', () => {
	const shown = (hints?: readonly []) =>
		screenRows(sceneProps({columns: 200, rows: 60, session: {fit: true}, props: {...(hints && {hints})}}))
			.map(text)
			.join('\n');
	for (const note of ['p runs it', '0 the whole sum']) {
		assert.ok(shown().includes(`, ${note}`), note);
		assert.ok(!shown([]).includes(note), note);
	}
	assert.match(shown([]), /The same in Python/);
});

test('the details offer to cancel a task only while the run lasts', () => {
	const drawn = (at: number) =>
		screenRows(sceneProps({at, overlay: {kind: 'details'}}))
			.map(text)
			.join('\n');
	assert.match(drawn(700), /f fail {2}x cancel {2}t timeout/);
	assert.match(drawn(ended), /f fail {2}t timeout/);
});
