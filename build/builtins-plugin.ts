import {builtinModules, createRequire} from 'node:module';
import type {Plugin} from 'esbuild';

const require = createRequire(import.meta.url);
const filter = new RegExp(`^(node:)?(${builtinModules.join('|')})$`);
const identifier = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;

/**
 * Loads the modules of Node.js without `import`. An `import` reads all exports of a module, and some exports load other
 * modules when they are read: `node:http` loads its `WebSocket`, and with it the whole HTTP client, for 50 ms of
 * processor time; `node:fs` and `node:util` take another 10 ms. This plugin does not read accessors, and loads a module
 * with the first of our modules that needs it. As with an `import`, our code does not call what a program later puts in
 * place of a function of `node:fs`.
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

/** Accessors that are cheap enough to be imported by name. The build fails if one is missing here. */
const cheapAccessors = new Set(['AsyncLocalStorage']);

/** What can be imported by name. Other accessors load something, or warn, when they are read. */
function namesOf(path: string): readonly string[] {
	const exports: object = require(path);
	return Object.entries(Object.getOwnPropertyDescriptors(exports)).flatMap(([name, {get}]) => {
		const isRead = get === undefined || cheapAccessors.has(name);
		return isRead && name !== 'default' && identifier.test(name) ? [name] : [];
	});
}
