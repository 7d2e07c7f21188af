import assert from 'node:assert/strict';
import {test} from 'node:test';
import {rowUpdate} from '../../../source/view/cells/row-update.ts';

test('only the changed cells of a row are written, unless one is a link', () => {
	assert.equal(rowUpdate('loop 1.20 s  |', 'loop 1.30 s  |', 80), '\u001B[8G3');
	assert.equal(rowUpdate('a漢b', 'a漢c', 80), '\u001B[4Gc');
	assert.equal(rowUpdate('a漢b', 'a漢c', 80, 7), '\u001B[7;4Hc');
	assert.equal(rowUpdate('━━━━━━━━━━━━━━', '━━━━━━━━', 80), '\u001B[9G\u001B[K');
	const red = (text: string) => `\u001B[1m\u001B[31m${text}\u001B[39m\u001B[22m`;
	assert.equal(rowUpdate(red('3 waiting'), red('4 waiting'), 80), '\u001B[1G\u001B[1;31m4\u001B[m');
	assert.equal(rowUpdate(`${red('a')}b漢 `, `${red('a')}${red('b')}漢字`, 80), '\u001B[2G\u001B[1;31mb\u001B[m漢字');
	const link = (text: string) => `\u001B]8;;file:///a.ts\u0007${text}\u001B]8;;\u0007`;
	assert.equal(rowUpdate(`${link('a.ts')}  1.20 s`, `${link('a.ts')}  1.30 s`, 80), '\u001B[9G3');
	const whole = `\u001B[1G\u001B[K${link('a.ts')}`;
	assert.equal(rowUpdate('a.ts', link('a.ts'), 80), whole);
	assert.equal(rowUpdate('     |', `${link('a.ts')} |`, 80), `${whole} |`);
	assert.equal(rowUpdate(`${link('a.ts')} 1`, 'a.ts 1', 80), '\u001B[1Ga.ts');
});
