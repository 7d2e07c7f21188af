import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {returnBuiltIns, takeBuiltIns} from '../../../../source/engines/javascript/runner/built-ins.ts';

const text = readFileSync('source/engines/javascript/runner/built-ins.ts', 'utf8');

const sources: Readonly<Record<string, object>> = {
	lists: Array.prototype,
	texts: String.prototype,
	patterns: RegExp.prototype,
	maps: Map.prototype,
	sets: Set.prototype,
	weakMaps: WeakMap.prototype,
	weakSets: WeakSet.prototype,
	references: WeakRef.prototype,
	functions: Function.prototype,
	promises: Promise.prototype,
	array: Array,
	json: JSON,
	math: Math,
	number: Number,
	object: Object,
	reflect: Reflect,
	ofLists: Object.getPrototypeOf([].values()),
	ofMaps: Object.getPrototypeOf(new Map().values()),
	ofSets: Object.getPrototypeOf(new Set().values()),
	ofMatches: Object.getPrototypeOf('a'.matchAll(/a/g)),
	world: globalThis,
};

/** Each object that the runner uses, with the names of what it uses of it. */
const used = [...text.matchAll(/(\w+): copyOf\(\s*\w+,\s*'([^']+)'/g)].map(([, key = '', names = '']) => ({
	key,
	names: names.split(' '),
}));

describe('what the runner uses of the language', () => {
	it('is all covered here', () => {
		assert.deepEqual(used.map(({key}) => key).sort(), Object.keys(sources).sort());
	});

	for (const {key, names} of used) {
		it(`is the original while the runner runs, and then the program's: ${key}`, () => {
			const source = sources[key] as Record<string, unknown>;
			const wrong = names.filter(name => {
				const original = source[name];
				const replacement = function replacement() {};
				source[name] = replacement;
				takeBuiltIns();
				const taken = source[name];
				returnBuiltIns();
				const returned = source[name];
				source[name] = original;
				return taken !== original || returned !== replacement;
			});
			assert.deepEqual(wrong, []);
		});
	}
});
