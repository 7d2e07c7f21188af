import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {keyDifferences} from '../../../source/content/lessons/key-differences.ts';
import {unicode} from '../../../source/view/glyphs.ts';
import type {Line} from '../../../source/view/line.ts';
import {lineWidth, span, toAnsi} from '../../../source/view/line.ts';
import {answerLines} from '../../../source/view/panels/claim-results.ts';
import {resultRows} from '../../../source/view/panels/palette-list.ts';
import {sourceListing} from '../../../source/view/panels/source-listing.ts';
import {showsVerdict, verdictHeight, verdictRows} from '../../../source/view/panels/verdict.ts';
import {Screen} from '../../../source/view/screens/screen.tsx';
import {shortenUrl} from '../../../source/view/shorten-url.ts';
import {createTheme} from '../../../source/view/theme.ts';
import {wrapProse} from '../../../source/view/wrap-prose.ts';
import {lessonScenes} from '../../fixtures/scenes/lesson.ts';
import {nested} from '../../fixtures/scripts.ts';
import {frame} from '../../helpers/frame.tsx';
import type {Scene} from '../../helpers/scene.ts';
import {ended, sceneProps} from '../../helpers/scene.ts';

const plain = createTheme('dark', 0);
const text = (line: Line) => toAnsi(line, plain, unicode);
const texts = (lines: readonly Line[]) => lines.map(text);
const scene = (name: string): Scene => lessonScenes[name] ?? assert.fail(name);
const propsOf = (name: string, change: Scene = {}) => sceneProps({...scene(name), ...change});

function drawn(name: string, change: Scene = {}): string {
	const props = propsOf(name, change);
	return frame(<Screen {...props} />, props.size);
}

const sizes = [
	[160, 50],
	[120, 36],
	[100, 30],
	[99, 40],
	[80, 24],
	[60, 18],
] as const;

test('questions, verdicts, lists and tables fit at every size', () => {
	for (const name of ['question', 'verdict-right', 'verdict-too-early', 'picker', 'picker-nothing', 'differences']) {
		for (let columns = 60; columns <= 170; columns += 13) {
			for (let rows = 18; rows <= 60; rows += 3) {
				const lines: readonly Line[] = Screen(propsOf(name, {columns, rows})).props.lines;
				assert.ok(lines.length <= rows, `${name}, ${columns}x${rows}: ${lines.length} rows`);
				assert.ok(
					lines.every(line => lineWidth(line) < columns),
					`${name}, ${columns}x${rows}`,
				);
			}
		}
	}
});

describe('question', () => {
	test('it is shown in full with every answer, the selected one with a pointer', () => {
		for (const [columns, rows] of sizes) {
			const picture = drawn('question', {columns, rows}).replace(/[│▸]/g, ' ').replace(/\s+/g, ' ');
			const {lesson} = propsOf('question');
			for (const words of [
				lesson?.question ?? '',
				...(lesson?.answers ?? []).map(answer => answer.text),
				'I don’t know: run it and show me',
			]) {
				assert.ok(picture.includes(words), `${columns}x${rows}: ${words}`);
			}
			assert.match(drawn('question', {columns, rows}), /▸\[c\] 1\.50 s in JavaScript/);
		}
	});

	test('it does not reveal the right answer', () => {
		const {lesson} = propsOf('question');
		const others = (['a', 'b', 'c'] as const).map(right => {
			return drawn('question', {props: {...scene('question').props, lesson: lesson && {...lesson, right}}});
		});
		assert.equal(new Set(others).size, 1);
	});

	test('both programs are side by side if they fit, else one has the full width', () => {
		assert.match(drawn('question'), /│ 16 {4}await a; +│ │ 18 {6}await b/);
		assert.match(drawn('question-medium'), /│ 16 {4}await a; +│$/m);
		assert.doesNotMatch(drawn('question-medium'), /python/);
	});
});

describe('a program to read', () => {
	const file = {
		name: 'one.js',
		role: 'program',
		text: `import {a} from 'a';\n\n${Array.from({length: 9}, (_, index) => `async function number${index}() {\n\tawait something(${index}, 'with', 'many', 'arguments');\n}\n`).join('\n')}`,
	} as const;
	const words = (lines: readonly string[]) =>
		lines
			.map(line => line.replace(/^ *\d*(?: |$)/, ''))
			.join(' ')
			.replace(/\s+/g, ' ');

	test('it is shown in full with enough rows, however narrow', () => {
		const whole = file.text.replace(/\s+/g, ' ').trim();
		for (let available = 40; available < 90; available += 7) {
			const lines = sourceListing([file], available, 1000, unicode);
			assert.ok(lines.every(line => lineWidth(line) <= available));
			assert.equal(words(texts(lines)).trim(), whole);
		}
	});

	test('blank lines are dropped first, then imports, then the beginning; the end is always shown', () => {
		const lines = (rows: number) => texts(sourceListing([file], 80, rows, unicode));
		assert.ok(lines(40).some(line => /^ *2$/.test(line)));
		assert.ok(lines(30).every(line => !/^ *\d+$/.test(line)) && lines(30).some(line => line.includes('import')));
		assert.ok(lines(27).every(line => !line.includes('import')));
		for (let rows = 2; rows < 27; rows += 1) {
			assert.equal(lines(rows).length, rows);
			assert.equal(lines(rows)[0], '… more above');
			assert.match(lines(rows).at(-1) ?? '', /^ *37 {2}}$/);
		}
	});

	test('the rows of a long line are dropped together', () => {
		for (let rows = 2; rows < 40; rows += 1) {
			const lines = texts(sourceListing([file], 30, rows, unicode));
			assert.ok(lines.length <= rows);
			assert.match(lines.find(line => !line.startsWith('…')) ?? '1', /^ *\d/, `${rows} rows`);
		}
	});
});

describe('the verdict', () => {
	test('it is shown when the runs of a lesson have ended or on demand; never without a lesson', () => {
		const session = (verdict: boolean) => ({...scene('verdict-right').session, verdict});
		assert.equal(showsVerdict(propsOf('verdict-right')), true);
		assert.equal(showsVerdict(propsOf('verdict-right', {session: session(false)})), false);
		assert.equal(showsVerdict(propsOf('question')), false);
		assert.equal(showsVerdict(propsOf('question', {session: session(true)})), true);
		assert.equal(showsVerdict({...propsOf('verdict-right'), lesson: undefined}), false);
		assert.equal(showsVerdict(sceneProps({session: {verdict: true}})), false);
	});

	test('it waits until both runs have ended', () => {
		const over = propsOf('verdict-right');
		const [, running] = propsOf('verdict-too-early').runs;
		assert.ok(running);
		assert.equal(showsVerdict({...over, runs: [over.runs[0], running]}), false);
	});

	test('it does not reveal the answer before the end', () => {
		const {lesson} = propsOf('verdict-too-early');
		const pictures = (['a', 'b', 'c'] as const).map(right => {
			return drawn('verdict-too-early', {
				props: {...scene('verdict-too-early').props, lesson: lesson && {...lesson, right}},
			});
		});
		assert.equal(new Set(pictures).size, 1);
		assert.match(pictures[0] ?? '', /Answer, then watch/);
	});

	test('it has exactly the given rows and columns', () => {
		for (const name of ['verdict-right', 'verdict-doubtful', 'verdict-too-early', 'verdict-small']) {
			const props = propsOf(name);
			const available = props.size.columns - 1;
			for (let rows = 3; rows < 40; rows += 1) {
				const lines = verdictRows(props, available, rows);
				assert.equal(lines.length, rows);
				assert.ok(
					lines.every(line => lineWidth(line) <= available),
					`${name}, ${rows}`,
				);
			}
		}
	});

	test('results come before reasons, reasons before suggestions; a URL is never wrapped', () => {
		const props = propsOf('verdict-right');
		for (let rows = 9; rows <= verdictHeight(props, 99); rows += 1) {
			const lines = texts(verdictRows(props, 99, rows));
			const at = (pattern: RegExp) => lines.findIndex(line => pattern.test(line));
			assert.equal(lines.filter(line => line.includes('✓')).length, 5, `${rows} rows`);
			if (at(/Next/) >= 0) {
				assert.ok(at(/Why/) < at(/Next/));
			}
			for (const line of lines.filter(line => /mozilla|docs\.python/.test(line))) {
				assert.match(line, /(developer\.mozilla|docs\.python)\.org\S*\/(async_function|asyncio-task\.html)\S* +│$/);
			}
		}
		const whole = texts(verdictRows(props, 99, verdictHeight(props, 99))).join('\n');
		assert.match(whole, /#coroutines/);
		assert.match(whole, /2 {2}wait for both together/);
	});

	test('a claim that does not hold says so, and the answer is no longer stated as a fact', () => {
		const picture = drawn('verdict-doubtful');
		assert.match(picture, /\? inconclusive on this machine: g started/);
		assert.match(picture, /✗ not here: g started/);
		assert.match(picture, /this run differs/);
		assert.doesNotMatch(picture, /as predicted/);
	});

	test('the answer stays when another version runs, and names the version that it is about', () => {
		const props = propsOf('verdict-right');
		const swapped = {...props, strategies: props.strategies.toReversed()};
		assert.match(
			texts(verdictRows(props, 99, 30)).join('\n'),
			/Answer +c {2}right: 1\.50 s in JavaScript, 2\.50 s in Python +│/,
		);
		assert.match(texts(verdictRows(swapped, 99, 30)).join('\n'), /Answer +c {2}right: .* \(of version 1\)/);
		const {answer: _answer, ...unanswered} = swapped.session;
		const unasked = {...swapped, session: unanswered};
		assert.doesNotMatch(texts(verdictRows(unasked, 99, 30)).join('\n'), /Answer/);
	});

	test('the lanes stay in place when it appears', () => {
		for (const [columns, rows] of [
			[100, 30],
			[160, 50],
		] as const) {
			const at = (name: string) => {
				const lines = drawn(name, {columns, rows}).split('\n');
				return ['main', 'f', 'thread'].map(lane => lines.findIndex(line => new RegExp(`^│ +${lane} `).test(line)));
			};
			assert.deepEqual(at('verdict-right'), at('verdict-hidden'));
		}
	});
});

test('a shortened URL keeps its host and its end, and fits', () => {
	const link =
		'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Statements/async_function#description';
	assert.equal(shortenUrl('https://www.example.org/', 40, '…'), 'example.org');
	assert.equal(shortenUrl(link, 200, '…'), link.replace('https://', ''));
	for (let available = 1; available < 110; available += 1) {
		assert.ok(shortenUrl(link, available, '…').length <= available);
	}
	for (let available = 40; available < 110; available += 1) {
		assert.match(shortenUrl(link, available, '…'), /^developer\.mozilla\.org\/.*async_function(#description)?$/);
	}
});

test('a number and its unit stay on one line', () => {
	const sentence = 'g started at 612 ms, after f ended at 0.61 s: its call ran nothing before 1.01 s had passed.';
	for (let available = 12; available < 90; available += 1) {
		const lines = texts(wrapProse([span('text', sentence)], available));
		assert.equal(lines.join(' '), sentence);
		assert.ok(
			lines.every(line => !/^(ms|s)\b/.test(line)),
			lines.join('|'),
		);
	}
});

test('in the picker the selected entry is visible, below the title of its group', () => {
	const props = propsOf('picker');
	for (const rows of [4, 6, 14, 26]) {
		for (const [selected, entry] of props.found.entries()) {
			const lines = texts(resultRows(props, {kind: 'find', filter: '', selected}, 43, rows));
			assert.ok(lines.length <= rows);
			const at = lines.findIndex(line => line.includes('['));
			assert.ok(lines[at]?.includes(`[${entry.title}`.slice(0, 12)), entry.title);
			assert.ok(
				lines.slice(0, at).findLast(line => !/^ /.test(line)) === entry.group,
				`${entry.title}: ${lines.join('|')}`,
			);
			assert.doesNotMatch(lines.at(-1) ?? '', /^\w/);
		}
	}
});

test('the text around a match keeps the match whole at every width', () => {
	const props = propsOf('picker-filter');
	const [entry] = props.found;
	assert.ok(entry);
	for (let from = 0; from < 40; from += 1) {
		const text = `${'ab '.repeat(14).slice(0, from)}Race${' cd'.repeat(9)}`;
		const found = [{...entry, excerpt: {kind: 'sentence', text, from, to: from + 4}} as const];
		for (let width = 24; width < 80; width += 1) {
			const [, line = []] = resultRows({...props, found}, {kind: 'find', filter: 'race', selected: 0}, width, 9);
			assert.ok(
				line.some(({text}) => text === 'Race'),
				`${from}, ${width}`,
			);
			assert.ok(lineWidth(line) <= width);
		}
	}
});

describe('key differences', () => {
	const table = {...scene('differences').props, keyDifferences};
	const cells = keyDifferences.flatMap((_, row) => [
		{row, column: 0 as const},
		{row, column: 1 as const},
	]);

	test('the whole table fits on a screen of 100x30', () => {
		const props = propsOf('differences', {props: table});
		const picture = frame(<Screen {...props} />, props.size);
		assert.doesNotMatch(picture, /… \d+ more/);
		for (const {subject} of keyDifferences) {
			assert.match(picture, new RegExp(`^ ${subject.split(' ')[0]}`, 'm'));
		}
	});

	test('the selected cell is shown in full', () => {
		for (const [columns, rows] of sizes) {
			for (const cell of cells) {
				const session = {...scene('differences').session, cell};
				const picture = drawn('differences', {columns, rows, session, props: table});
				const lines = picture.split('\n').slice(1);
				const at = lines.findIndex(line => line.includes('▸'));
				const {subject, javascript, python} = keyDifferences[cell.row] ?? assert.fail();
				assert.match(lines[at] ?? '', new RegExp(`^ ${subject.split(' ')[0]}`), `${columns}x${rows}, ${subject}`);
				const {text: said} = cell.column === 0 ? javascript : python;
				const last = said.split(' ').at(-1) ?? '';
				assert.ok(
					lines.slice(at, at + 6).some(line => line.includes(last)),
					`${columns}x${rows}: ${said}`,
				);
			}
		}
	});
});

test('side by side the reason and the suggestions fit, however many lanes there are', () => {
	const change = {session: {...scene('verdict-right').session, answer: 'a'}} as const;
	const props = propsOf('verdict-right', change);
	const many = sceneProps({program: nested(20), at: ended, beside: {}});
	const picture = frame(<Screen {...props} runs={many.runs} />, props.size);
	assert.match(picture, /^│ Why /m);
	assert.match(picture, /^│ Next /m);
	assert.match(picture, /… \d+ more: \d+ ended/);
	assert.ok((picture.match(/^│ +down/gm) ?? []).length >= 3, picture);
});

test('without a frame, a blank row says that there is more', () => {
	const {session} = scene('verdict-right');
	for (const zoom of [undefined, 'code'] as const) {
		const props = propsOf('verdict-right', {columns: 60, rows: 20, session: {...session, ...(zoom && {zoom})}});
		const how = zoom ? '… more in a larger terminal' : '… more: z shows all of it';
		for (let rows = 3; rows < 40; rows += 1) {
			const lines = texts(verdictRows(props, 59, rows)).map(line => line.trim());
			const isWhole = lines.some(line => line.includes('dont-block') || line.startsWith('Next'));
			assert.ok(isWhole || lines.at(-1) !== '' || lines.includes(how), `${rows} rows\n${lines.join('\n')}`);
		}
	}
});

test("the user's answer fits at every width", () => {
	for (let room = 20; room < 90; room += 1) {
		const props = propsOf('verdict-other');
		const lines = texts(answerLines(props, props.lesson ?? assert.fail(), true, room));
		const words = lines.map(line => line.trim()).join(' ');
		assert.equal(words, 'c, not a: 1.50 s in JavaScript, 2.50 s in Python');
		assert.match(lines[0] ?? '', /^c, not a: /, 'the outcome is not cut');
		assert.ok(lines.every(line => line.length <= room));
	}
});

test('a version that a language does not have is explained on every screen, and nothing is said to start', () => {
	for (const [columns, rows] of sizes) {
		for (const screen of ['dashboard', 'loop'] as const) {
			for (const verdict of [false, true]) {
				const session = {...scene('verdict-not-in-python').session, screen, verdict, language: 'python'} as const;
				const props = propsOf('verdict-not-in-python', {columns, rows, session});
				const [, python] = props.runs;
				const only = {...props, runs: [python ?? assert.fail()] as const, model: python?.model ?? assert.fail()};
				const picture = frame(<Screen {...only} />, props.size);
				assert.match(picture, /asyncio has no such thing/, `${columns}x${rows} ${screen}`);
				assert.doesNotMatch(picture, /STARTING|runtime is starting/);
			}
		}
	}
});

test('the header names the current screen', () => {
	for (const [screen, name] of [
		['dashboard', 'Dashboard'],
		['differences', 'Key differences'],
	] as const) {
		const session = {...scene('verdict-right').session, screen};
		const props = {...scene('verdict-right').props, theme: createTheme('dark', 3)};
		const [line = ''] = drawn('verdict-right', {session, props}).split('\n');
		assert.match(line, new RegExp(`\\u001b\\[1m\\[${name}\\]`));
		assert.match(line, /Calling an async function/);
	}
});
