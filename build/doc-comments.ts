import {stripTypeScriptTypes} from 'node:module';
import type {AnyNode, Comment, Expression, Property} from 'acorn';
import {parse} from 'acorn';

/** A schema in a source file: its expression, and the doc comment above it. */
export type Written = {readonly node: AnyNode; readonly comment?: string | undefined};

/** The doc comments in the files of the schemas, found by their position. */
export type DocComments = {
	/** The schema declared under a name. */
	readonly declared: (name: string) => Written | undefined;
	/** The doc comment directly above. */
	readonly above: (node: AnyNode) => string | undefined;
};

/** Reads source files in TypeScript. A declared name must occur only once in all of them. */
export function readDocComments(texts: readonly string[]): DocComments {
	const comments = new Map<AnyNode, string>();
	const declarations = new Map<string, Written>();
	for (const text of texts) {
		// Replaces types with blanks, so that positions and comments stay.
		const code = stripTypeScriptTypes(text);
		const found: Comment[] = [];
		const program = parse(code, {ecmaVersion: 'latest', sourceType: 'module', onComment: found});
		const byEnd = new Map(found.filter(isDoc).map(({end, value}) => [nextCode(code, end), wordsOf(value)]));
		visit(program, node => {
			const comment = byEnd.get(node.start);
			if (comment !== undefined) comments.set(node, comment);
		});
		for (const statement of program.body) {
			const {declaration} = statement.type === 'ExportNamedDeclaration' ? statement : {declaration: statement};
			if (declaration?.type !== 'VariableDeclaration') continue;
			for (const {id, init} of declaration.declarations) {
				if (id.type === 'Identifier' && init) declarations.set(id.name, {node: init, comment: comments.get(statement)});
			}
		}
	}
	return {declared: name => declarations.get(name), above: node => comments.get(node)};
}

/** Yields the properties of an object expression by name, including those spread from other objects. */
export function* propertiesOf(node: Expression, {declared}: DocComments): Generator<[string, Property]> {
	if (node.type !== 'ObjectExpression') return;
	for (const property of node.properties) {
		if (property.type === 'Property') {
			if (property.key.type === 'Identifier') yield [property.key.name, property];
			continue;
		}
		// `...summary.entries`
		const {argument} = property;
		const spread =
			argument.type === 'MemberExpression' && argument.object.type === 'Identifier' && argument.object.name;
		const call = spread ? declared(spread)?.node : undefined;
		const [entries] = call?.type === 'CallExpression' ? call.arguments : [];
		if (entries && entries.type !== 'SpreadElement') yield* propertiesOf(entries, {declared, above: () => undefined});
	}
}

/** Returns the elements of a list, with those of the lists that are spread into it. */
export function elementsOf(list: AnyNode | undefined, {declared}: Pick<DocComments, 'declared'>): readonly AnyNode[] {
	if (list?.type !== 'ArrayExpression') return [];
	return list.elements.flatMap(element => {
		if (element?.type !== 'SpreadElement') return element ?? [];
		const {argument} = element;
		return argument.type === 'Identifier' ? elementsOf(declared(argument.name)?.node, {declared}) : [];
	});
}

/** Returns the text of the field `type` of a schema. Undefined without one. */
export function typeOf(schema: AnyNode, comments: DocComments): unknown {
	const [object] = schema.type === 'CallExpression' ? schema.arguments : [];
	if (object?.type !== 'ObjectExpression') return undefined;
	for (const [name, {value}] of propertiesOf(object, comments)) {
		const [first] = name === 'type' && value.type === 'CallExpression' ? value.arguments : [];
		if (first?.type === 'Literal') return first.value;
	}
	return undefined;
}

function isDoc({type, value}: Comment): boolean {
	return type === 'Block' && value.startsWith('*');
}

/** Returns the position of the next code. */
function nextCode(code: string, from: number): number {
	return from + code.slice(from).search(/\S|$/);
}

/** Returns `* One.\n * Two.` as one line. */
function wordsOf(comment: string): string {
	return comment
		.replace(/^\*|\n\s*\*/g, '\n')
		.replace(/\s+/g, ' ')
		.trim();
}

function visit(node: AnyNode, see: (node: AnyNode) => void): void {
	see(node);
	for (const value of Object.values(node)) {
		for (const child of Array.isArray(value) ? value : [value]) {
			if (typeof child?.type === 'string') visit(child, see);
		}
	}
}
