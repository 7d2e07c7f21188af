import type {AnyNode, CallExpression, Expression, ModuleDeclaration, Program, Statement} from 'acorn';

/** Where a file does something when it runs alone, beyond defining names. */
export type FileStart = {
	readonly line: number;
	/**
	 * Whether the file decides by a condition, such as `require.main === module`, so that an import does not start it.
	 */
	readonly guarded: boolean;
};

/**
 * Finds the line at which a JavaScript file starts something by itself. Undefined if the file only defines names, so
 * that running it alone does nothing. If in doubt, the file starts something. `text`: the text that was parsed.
 */
export function startOf({body}: Program, text: string): FileStart | undefined {
	const context = {text, functions: localFunctions(body)};
	const starts = body.flatMap(statement => {
		const kind = kindOfStatement(statement, context);
		return kind === 'defines' ? [] : [{line: lineOf(text, statement.start), guarded: kind === 'guarded'}];
	});
	return starts.find(({guarded}) => !guarded) ?? starts[0];
}

/**
 * What a statement does. `defines`: only defines names. `guarded`: starts something under a condition, or perhaps.
 * `starts`: starts something.
 */
type Kind = 'defines' | 'guarded' | 'starts';
type Top = Statement | ModuleDeclaration;
type Context = {
	readonly text: string;
	/** The functions of the file, and whether each is async. */
	readonly functions: ReadonlyMap<string, boolean>;
};

function kindOfStatement(statement: Top, context: Context): Kind {
	switch (statement.type) {
		case 'ImportDeclaration':
		case 'ExportAllDeclaration':
		case 'FunctionDeclaration':
		case 'ClassDeclaration':
		case 'EmptyStatement':
			return 'defines';
		case 'ExportNamedDeclaration':
			return statement.declaration ? kindOfStatement(statement.declaration, context) : 'defines';
		case 'ExportDefaultDeclaration':
			return kindOfValue(statement.declaration, context);
		case 'VariableDeclaration':
			return strongest(statement.declarations.map(({init}) => (init ? kindOfValue(init, context) : 'defines')));
		case 'IfStatement':
			return 'guarded';
		case 'ExpressionStatement':
			return statement.directive === undefined ? kindOfExpression(statement.expression, context) : 'defines';
		default:
			return 'starts';
	}
}

function kindOfExpression(expression: Expression, context: Context): Kind {
	const textOf = ({start, end}: AnyNode) => context.text.slice(start, end);
	if (expression.type === 'AssignmentExpression' && /^(module\.)?exports\b/.test(textOf(expression.left))) {
		return kindOfValue(expression.right, context);
	}

	// Compilers write `Object.defineProperty(exports, …)`.
	const [target] = expression.type === 'CallExpression' ? expression.arguments : [];
	if (target && /^(module\.)?exports$/.test(textOf(target))) {
		return 'defines';
	}

	const isGuard = expression.type === 'LogicalExpression' || expression.type === 'ConditionalExpression';
	return isGuard && /\b(require\.main|import\.meta)\b/.test(textOf(expression)) ? 'guarded' : 'starts';
}

/** A value may be computed, as in `new Pool()`, but not awaited. A call of the file's own functions may do anything. */
function kindOfValue(value: AnyNode, {functions}: Context): Kind {
	return strongest(
		within(value).map(node => {
			if (node.type === 'AwaitExpression') {
				return 'starts';
			}

			return node.type === 'CallExpression' ? kindOfCall(node, functions) : 'defines';
		}),
	);
}

function kindOfCall({callee}: CallExpression, functions: Context['functions']): Kind {
	switch (callee.type) {
		case 'Identifier': {
			const isAsync = functions.get(callee.name);
			return isAsync === undefined ? 'defines' : isAsync ? 'starts' : 'guarded';
		}
		case 'FunctionExpression':
		case 'ArrowFunctionExpression':
			return callee.async ? 'starts' : 'guarded';
		case 'MemberExpression': {
			const {property, object} = callee;
			const name = property.type === 'Identifier' ? property.name : '';
			// A method call on the result of a call, as in `createServer(…).on(…)`, may or may not start something.
			return /^(listen|serve|run|start)/.test(name)
				? 'starts'
				: object.type === 'CallExpression'
					? 'guarded'
					: 'defines';
		}
		default:
			return 'defines';
	}
}

function strongest(kinds: readonly Kind[]): Kind {
	return kinds.find(kind => kind === 'starts') ?? kinds.find(kind => kind === 'guarded') ?? 'defines';
}

function localFunctions(body: readonly Top[]): ReadonlyMap<string, boolean> {
	return new Map(
		body.flatMap((statement): readonly (readonly [string, boolean])[] => {
			const declared =
				(statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration') &&
				statement.declaration
					? statement.declaration
					: statement;
			if (declared.type === 'FunctionDeclaration') {
				return declared.id ? [[declared.id.name, declared.async]] : [];
			}

			return declared.type !== 'VariableDeclaration'
				? []
				: declared.declarations.flatMap(({id, init}) =>
						id.type === 'Identifier' &&
						(init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression')
							? [[id.name, init.async] as const]
							: [],
					);
		}),
	);
}

/** Returns a node and all nodes below it, except those inside functions, which only run when called. */
function within(node: AnyNode): readonly AnyNode[] {
	if (/Function/.test(node.type)) {
		return [];
	}

	const children = Object.values(node).flat().filter(isNode);
	return [node, ...children.flatMap(within)];
}

function isNode(value: unknown): value is AnyNode {
	return typeof value === 'object' && value !== null && 'type' in value;
}

function lineOf(text: string, offset: number): number {
	return text.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/).length;
}
