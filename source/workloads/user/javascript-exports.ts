import type {AnyNode, Expression, Function as FunctionNode, ModuleDeclaration, Program, Statement} from 'acorn';

/**
 * Returns the functions that a program exports, by export name, as far as the text shows them: ES modules and CommonJS.
 */
export function exportsOf({body}: Program): ReadonlyMap<string, FunctionNode> {
	const locals = new Map(body.flatMap(localsOf));
	const exported = new Map<string, FunctionNode>();
	for (const statement of body) {
		for (const [name, node] of [...moduleExports(statement), ...commonExports(statement)]) {
			const found = functionOf(node, locals);
			if (found) {
				exported.set(name, found);
			}
		}
	}

	return exported;
}

type Named = readonly [name: string, node: AnyNode];
type Top = Statement | ModuleDeclaration;

/** Returns the declarations of a top-level statement by name. */
function localsOf(statement: Top): readonly Named[] {
	switch (statement.type) {
		case 'FunctionDeclaration':
			return [[statement.id.name, statement]];
		case 'VariableDeclaration':
			return statement.declarations.flatMap(({id, init}) =>
				id.type === 'Identifier' && init ? [[id.name, init]] : [],
			);
		case 'ExportNamedDeclaration':
			return statement.declaration ? localsOf(statement.declaration) : [];
		case 'ExportDefaultDeclaration': {
			const {declaration} = statement;
			return declaration.type === 'FunctionDeclaration' && declaration.id ? [[declaration.id.name, declaration]] : [];
		}
		default:
			return [];
	}
}

/** Reads `export async function a`, `export const a = …`, `export {a as b}`, `export default …`. */
function moduleExports(statement: Top): readonly Named[] {
	if (statement.type === 'ExportDefaultDeclaration') {
		return wholeExport(statement.declaration);
	}

	if (statement.type !== 'ExportNamedDeclaration' || statement.source) {
		return [];
	}

	return statement.declaration
		? localsOf(statement.declaration)
		: statement.specifiers.map(({local, exported}) => [nameOf(exported), local]);
}

/** Reads `module.exports = …`, `module.exports.a = …`, `exports.a = …`. */
function commonExports(statement: Top): readonly Named[] {
	if (statement.type !== 'ExpressionStatement') {
		return [];
	}

	let {expression} = statement;
	const targets: string[] = [];
	while (expression.type === 'AssignmentExpression' && expression.operator === '=') {
		const target = pathOf(expression.left);
		const [, name] = /^(?:module\.)?exports\.([^.]+)$/.exec(target ?? '') ?? [];
		if (target === 'module.exports') {
			targets.push('default');
		} else if (name !== undefined && target !== 'exports.default') {
			targets.push(name);
		}
		expression = expression.right;
	}

	const value: Expression = expression;
	return targets.flatMap(name => (name === 'default' ? wholeExport(value) : [[name, value] as const]));
}

/** Returns the default export, or its properties if it is an object. */
function wholeExport(node: AnyNode): readonly Named[] {
	return node.type === 'ObjectExpression'
		? node.properties.flatMap((property): readonly Named[] =>
				property.type === 'Property' && !property.computed ? [[nameOf(property.key), property.value]] : [],
			)
		: [['default', node]];
}

/** Returns the function that an expression is or refers to. */
function functionOf(node: AnyNode, locals: ReadonlyMap<string, AnyNode>, depth = 0): FunctionNode | undefined {
	switch (node.type) {
		case 'FunctionDeclaration':
		case 'FunctionExpression':
		case 'ArrowFunctionExpression':
			return node as FunctionNode;
		case 'Identifier': {
			const found = locals.get(node.name);
			// The depth is limited because a name can refer to itself.
			return found && depth < 10 ? functionOf(found, locals, depth + 1) : undefined;
		}
		default:
			return undefined;
	}
}

/** Formats `module.exports.a`. Undefined unless it consists of names. */
function pathOf(node: AnyNode): string | undefined {
	if (node.type === 'Identifier') {
		return node.name;
	}

	if (node.type !== 'MemberExpression' || (node.computed && node.property.type !== 'Literal')) {
		return undefined;
	}

	const object = pathOf(node.object);
	return object && `${object}.${nameOf(node.property)}`;
}

function nameOf(node: AnyNode): string {
	return node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '';
}
