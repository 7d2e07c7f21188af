import assert from 'node:assert/strict';
import {test} from 'node:test';
import {unicode} from '../../source/view/glyphs.ts';
import {shortPath} from '../../source/view/panels/calls-table.ts';
import {shortenName} from '../../source/view/shorten-name.ts';

test('a name is shortened by whole parts, unless that would waste half of its room', () => {
	for (const [name, width, shown] of [
		['asyncio.gather', 14, 'asyncio.gather'],
		['asyncio.gather', 12, '…gather'],
		['app.db.Pool.acquire', 14, '…Pool.acquire'],
		['Queue of orders', 10, 'Queue of…'],
		['GET /orders/:id', 10, 'GET /orde…'],
		['a_name_without_parts', 8, 'a_name_…'],
	] as const) {
		assert.equal(shortenName(name, width, '…'), shown);
	}
});

test('a path loses its first directories', () => {
	assert.equal(shortPath('src/shop/api.py:41', 18, unicode), 'src/shop/api.py:41');
	assert.equal(shortPath('src/shop/api.py:41', 16, unicode), '…/shop/api.py:41');
	assert.equal(shortPath('src/shop/api.py:41', 12, unicode), '…/api.py:41');
	assert.equal(shortPath('src/shop/api.py:41', 8, unicode), '…i.py:41');
});
