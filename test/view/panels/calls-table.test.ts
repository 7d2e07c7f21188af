import assert from 'node:assert/strict';
import {test} from 'node:test';
import {lineWidth} from '../../../source/view/line.ts';
import {callsTable} from '../../../source/view/panels/calls-table.ts';
import {runProps} from '../../../source/view/props.ts';
import {callScenes} from '../../fixtures/scenes/calls.ts';
import {sceneProps} from '../../helpers/scene.ts';

const props = runProps(sceneProps(callScenes.calls ?? assert.fail()));

/** Returns the heads of the columns, and the row of a call with this name at this line. */
function drawn(name: string, line: string, width: number) {
	const calls = (props.calls ?? []).map((row, index) => (index === 0 ? {...row, name, line} : row));
	const {lines} = callsTable({...props, calls}, 0, width, 12);
	for (const each of lines) assert.ok(lineWidth(each) <= width);
	const [head, row] = lines.map(each => each.map(({text}) => text).join(''));
	return {head: head?.trim().split(/\s+/), row};
}

test('a name stays whole while columns of figures can go', () => {
	const short = drawn('GET /orders', 'api.py:46', 96);
	assert.ok(short.head?.includes('p90') && short.head.includes('max'));
	const longer = drawn('GET /orders/{id}', 'server.mjs:11', 96);
	assert.deepEqual([longer.head?.includes('p90'), longer.head?.includes('max')], [false, true]);
	assert.match(longer.row ?? '', /GET \/orders\/\{id\}\]/);
	const longest = drawn(`GET /${'orders/'.repeat(9)}`, 'server.mjs:11', 96);
	assert.deepEqual([longest.head?.includes('p90'), longest.head?.includes('p99')], [false, true]);
	assert.match(longest.row ?? '', /…/);
});
