import assert from 'node:assert/strict';
import {test} from 'node:test';
import {modelAt} from '../../../source/model/follow.ts';
import {barOf} from '../../../source/model/projections/bars.ts';
import {unicode} from '../../../source/view/glyphs.ts';
import {barCells} from '../../../source/view/panels/bars.ts';
import {simulate} from '../../fixtures/simulate.ts';

test('a name that is cut has a blank before its state, selected or not', () => {
	const model = modelAt(simulate(), 0);
	const [task] = model.lanes;
	assert(task);
	const bar = {...barOf(model, task), name: 'fetch_user_data_of_everybody'};
	for (const [name, depth] of [
		[14, 0],
		[25, 0],
		[25, 2],
		[19, 30],
	] as const) {
		const cells = {name, state: 12, bar: 0, percent: 0, time: 0};
		const row = {ended: false, description: model.description};
		const [plain, selected] = [false, true].map(selected =>
			barCells({...bar, depth}, {...row, selected}, cells, unicode)
				.map(({text}) => text)
				.join(''),
		);
		assert.match(selected ?? '', /\[.+…\] ▶ running/);
		assert.equal(plain, selected?.replace('[', ' ').replace(']', ' '));
	}
});
