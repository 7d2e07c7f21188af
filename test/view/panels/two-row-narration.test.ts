import assert from 'node:assert/strict';
import {test} from 'node:test';
import {pileUp} from '../../../source/model/analysis/findings/pile-up.ts';
import {verdict} from '../../../source/model/analysis/verdict.ts';
import {modelAt} from '../../../source/model/follow.ts';
import type {Line} from '../../../source/view/line.ts';
import {twoRowNarration} from '../../../source/view/panels/two-row-narration.ts';
import {dashboard} from '../../../source/view/screens/dashboard.ts';
import {lessonScenes} from '../../fixtures/scenes/lesson.ts';
import {scripts} from '../../fixtures/scripts.ts';
import {shop, stuckAt} from '../../fixtures/shop.ts';
import {ended, sceneProps} from '../../helpers/scene.ts';

const texts = (lines: readonly Line[]) =>
	lines.map(line =>
		line
			.map(({text}) => text)
			.join('')
			.trim(),
	);

test('a finding that is too long ends with a clause, and leaves room for its key', () => {
	const model = modelAt(shop(), stuckAt);
	const [finding] = pileUp(model);
	assert(finding);
	const text = `${finding.text.replace(/\.$/, '')}; calls that have ended took its 5 items: ${'GET /orders/4, '.repeat(9)}.`;
	const props = {...sceneProps({views: [{model}]}), findings: [{...finding, text}]};
	const rows = texts(twoRowNarration(props, 79));
	assert.match(rows.join(' '), /took its 5 items\. +Press ! for all findings\./);
	const whole = texts(twoRowNarration({...props, findings: [finding]}, 79)).join(' ');
	assert.ok(whole.includes(finding.text), whole);
});

test('after the last version of a lesson the next lesson is named', () => {
	const props = sceneProps({...lessonScenes['verdict-right'], at: ended});
	const last = props.strategies.at(-1) ?? assert.fail();
	const [, next] = texts(twoRowNarration({...props, session: {...props.session, strategy: last.name}}, 99));
	assert.match(next ?? '', /^Press n: lesson 4, What starts a task\./);
	const first = props.strategies[0] ?? assert.fail();
	const [, other] = texts(twoRowNarration({...props, session: {...props.session, strategy: first.name}}, 99));
	assert.match(other ?? '', /^Press 2: /);
});

test('the narration leaves the verdict to the card that shows it', () => {
	const shown = (columns: number, rows: number, strategy: string) => {
		const props = sceneProps({at: ended, columns, rows, strategy});
		return {lines: texts(dashboard(props)), found: verdict(props.model, props)?.text ?? assert.fail()};
	};
	for (const strategy of ['concurrent', 'sequential', 'limited']) {
		const {lines, found} = shown(160, 50, strategy);
		const [start = ''] = found.split(/, | \(/);
		assert.equal(lines.filter(line => line.includes(start)).length, 1, strategy);
		assert.match(lines.at(-3) ?? '', /FINISHED in \d\.\d\d s/);
		const small = shown(80, 24, strategy);
		assert.ok(small.lines.at(-3)?.includes(start), small.lines.at(-3));
	}
});

test('after the end of a program with findings, the key that lists them comes first', () => {
	const [program] = scripts;
	assert(program);
	const [finding] = pileUp(modelAt(shop(), stuckAt));
	assert(finding);
	const props = sceneProps({program, at: ended});
	assert.match(
		texts(twoRowNarration({...props, findings: [finding]}, 99)).join(' '),
		/Press ! to see what may be wrong\./,
	);
	const info = {...finding, severity: 'info'} as const;
	assert.doesNotMatch(texts(twoRowNarration({...props, findings: [info]}, 99)).join(' '), /Press !/);
});

test('the lower bound of the total is not cut: where its task does not fit, it stands alone', () => {
	const next = (width: number) => texts(twoRowNarration(sceneProps({at: 740}), width))[1];
	assert.match(next(99) ?? '', /^orders is the longest: the total is at least 2\.00 s\./);
	assert.equal(next(40), 'The total is at least 2.00 s.');
});
