import type {AnyNode, CallExpression, ObjectExpression} from 'acorn';
import type {DocComments} from './doc-comments.ts';
import {elementsOf, propertiesOf} from './doc-comments.ts';

/** A field of a schema as a row of a table. */
export type Field = {
	/** `versions[].name?`; the question mark means that it may be missing. */
	readonly path: string;
	/** The doc comment, or an empty text. */
	readonly description: string;
};

/** Returns all fields of a valibot schema in their order, including those of nested objects and lists. */
export function fieldsOf(node: AnyNode | undefined, comments: DocComments, above = ''): readonly Field[] {
	return ownFields(node, comments).flatMap(({name, value, description}) => {
		const {inner, isOptional, isList} = unwrapped(value, comments);
		const path = `${above}${name}${isList ? '[]' : ''}`;
		const field = {path: `${path}${isOptional ? '?' : ''}`, description: description ?? ''};
		return [field, ...fieldsOf(inner, comments, `${path}.`)];
	});
}

/** Returns the members of a union of objects, each with its own fields. */
export function membersOf(name: string, comments: DocComments) {
	const list = callOf(comments.declared(name)?.node)?.arguments.find(each => each.type === 'ArrayExpression');
	return elementsOf(list, comments).map(node => ({node, description: comments.above(node) ?? ''}));
}

function ownFields(node: AnyNode | undefined, comments: DocComments) {
	const object = node?.type === 'ObjectExpression' ? node : objectIn(callOf(node));
	return object
		? [...propertiesOf(object, comments)].map(([name, property]) => ({
				name,
				value: property.value,
				description: comments.above(property),
			}))
		: [];
}

/** Removes `v.optional`, `v.nullable`, `v.array`, `v.pipe` and names around a schema. */
function unwrapped(node: AnyNode, comments: DocComments): {inner: AnyNode; isOptional: boolean; isList: boolean} {
	const call = callOf(node);
	const declared = node.type === 'Identifier' ? comments.declared(node.name)?.node : undefined;
	const [first] = call?.arguments ?? [];
	const wraps = call && ['optional', 'array', 'pipe'].includes(functionOf(call));
	const next = declared ?? (wraps ? first : undefined);
	if (!next) return {inner: node, isOptional: false, isList: false};
	const {inner, isOptional, isList} = unwrapped(next, comments);
	return {
		inner,
		isOptional: isOptional || (wraps === true && functionOf(call) === 'optional'),
		isList: isList || (wraps === true && functionOf(call) === 'array'),
	};
}

function callOf(node: AnyNode | null | undefined): CallExpression | undefined {
	return node?.type === 'CallExpression' ? node : undefined;
}

function objectIn(call: CallExpression | undefined): ObjectExpression | undefined {
	return call?.arguments.find(argument => argument.type === 'ObjectExpression');
}

/** Returns `object` for `v.object(…)`. */
function functionOf({callee}: CallExpression): string {
	return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
}
