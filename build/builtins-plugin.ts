import {builtinModules, createRequire} from 'node:module';
import type {Plugin} from 'esbuild';

const require = createRequire(import.meta.url);
const filter = new RegExp(`^(node:)?(${builtinModules.join('|')})$`);
const identifier = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;

/**
 * Takes the modules of Node.js without `import`. An `import` reads all exports of a module, and some load others when
 * they are read: `node:http` its `WebSocket`, and with it the whole HTTP client, 50 ms of processor time; `node:fs` and
 * `node:util` another 10. Here accessors are not read, and the module is loaded when the first of our modules that needs it
 * is. As with an `import`, what a program later puts in place of a function of `node:fs` is not called by ours.
 */
export const builtins: Plugin = {
	name: 'builtins',
	setup({onResolve, onLoad}) {
		onResolve({filter}, ({path, kind}) => ({
			path: path.replace(/^(node:)?/, 'node:'),
			// A bundled CommonJS module gets the module itself.
			namespace: kind === 'require-call' ? 'builtin-required' : 'builtin',
			sideEffects: false,
		}));
		onLoad({filter: /^/, namespace: 'builtin-required'}, ({path}) => ({contents: `module.exports = ${builtin(path)}`}));
		onLoad({filter: /^/, namespace: 'builtin'}, ({path}) => ({
			contents: [
				`const builtin = /* @__PURE__ */ ${builtin(path)};`,
				'export default builtin;',
				...namesOf(path).map(name => `export const ${name} = /* @__PURE__ */ (() => builtin.${name})();`),
			].join('\n'),
		}));
	},
};

const builtin = (path: string) => `process.getBuiltinModule('${path}')`;

/** Accessors that are imported by name: they cost little. The build fails when one is missing. */
const cheapAccessors = new Set(['AsyncLocalStorage']);

/** What can be imported by name. Other accessors load something, or warn, when they are read. */
function namesOf(path: string): readonly string[] {
	const exports: object = require(path);
	return Object.entries(Object.getOwnPropertyDescriptors(exports)).flatMap(([name, {get}]) => {
		const isRead = get === undefined || cheapAccessors.has(name);
		return isRead && name !== 'default' && identifier.test(name) ? [name] : [];
	});
}
