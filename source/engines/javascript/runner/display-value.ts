import {types} from 'node:util';
import {append} from './append.ts';
import {inherits, isError, readProperty, readText} from './safe-read.ts';
import {shorten} from './shorten.ts';

// Taken before the program can replace them. None of these functions runs code of the program, whatever the arguments.
const {isProxy, isPromise, isMap, isSet, isDate, isRegExp, isAnyArrayBuffer, isSharedArrayBuffer, isTypedArray} = types;
const {getOwnPropertyDescriptor, getPrototypeOf, keys, is} = Object;
const {isArray} = Array;
const {apply} = Reflect;
const {stringify} = JSON;
const getter = (prototype: object, name: PropertyKey) => {
	const get = getOwnPropertyDescriptor(prototype, name)?.get as () => unknown;
	return (value: object) => apply(get, value, []);
};
const sizeOfMap = getter(Map.prototype, 'size');
const sizeOfSet = getter(Set.prototype, 'size');
const lengthOfTyped = getter(getPrototypeOf(Uint8Array.prototype) as object, 'length');
const bytesOf = getter(ArrayBuffer.prototype, 'byteLength');
const bytesOfShared = getter(SharedArrayBuffer.prototype, 'byteLength');
const sourceOf = getter(RegExp.prototype, 'source');
const flagOf = (['global', 'ignoreCase', 'multiline', 'unicode', 'sticky'] as const).map(
	flag => [flag === 'sticky' ? 'y' : flag.charAt(0), getter(RegExp.prototype, flag)] as const,
);
const {toISOString} = Date.prototype;

/** The most items, properties and levels of nesting that are shown. */
const maxItems = 5;
const maxProperties = 10;
const maxDepth = 2;
/** The most characters of a text that are shown. */
const maxTextLength = 100;
/** The size from which a BigInt takes too long to convert to text. */
const maxBigInt = 10n ** 60n;

let listed = 0;

const identifier = /^[A-Za-z_$][\w$]*$/;

/**
 * Formats a value as Node.js prints it, but quickly and without running code of the program: only the first own data
 * properties are shown. Accessors and Proxies are only named, collections only counted. Never throws.
 */
export function displayValue(value: unknown): string {
	return displaySized(value).text;
}

/** Formats a value as `displayValue` does. `properties`: the most properties that had to be listed for one object. */
export function displaySized(value: unknown): {readonly text: string; readonly properties: number} {
	listed = 0;
	try {
		return {text: shorten(display(value, 0)), properties: listed};
	} catch {
		return {text: '…', properties: listed};
	}
}

function display(value: unknown, level: number): string {
	switch (typeof value) {
		case 'string':
			return quote(value);
		case 'number':
			return is(value, -0) ? '-0' : `${value}`;
		case 'bigint':
			return value > -maxBigInt && value < maxBigInt ? `${value}n` : '[BigInt]';
		case 'function':
			return isProxy(value) ? '[Proxy]' : displayFunction(value);
		case 'object':
			return value === null ? 'null' : displayObject(value, level);
		default:
			return String(value);
	}
}

function quote(text: string): string {
	const start = text.length > maxTextLength ? text.slice(0, maxTextLength) : text;
	const quoted = stringify(start);
	const shown =
		start.includes("'") && !start.includes('"')
			? quoted
			: `'${quoted.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
	return start === text ? shown : `${shown}... ${counted(text.length - maxTextLength, 'more character')}`;
}

function displayFunction(value: object): string {
	const name = readText(value, 'name');
	const isClass = getOwnPropertyDescriptor(value, 'prototype')?.writable === false;
	return `[${isClass ? 'class' : 'Function:'} ${name || '(anonymous)'}]`;
}

function displayObject(value: object, level: number): string {
	if (isProxy(value)) {
		return '[Proxy]';
	}

	const name = className(value);
	if (isError(value)) {
		const message = readText(value, 'message');
		return `[${readText(value, 'name') ?? name}${message ? `: ${message.slice(0, maxTextLength)}` : ''}]`;
	}

	const special = displaySpecial(value, name);
	if (special !== undefined) {
		return special;
	}

	if (level > maxDepth) {
		return isArray(value) ? '[Array]' : `[${name ?? 'Object: null prototype'}]`;
	}

	return isArray(value) ? displayArray(value, name, level) : displayProperties(value, name, level);
}

/**
 * Formats a promise, date, regular expression, collection or buffer by its kind and size. Undefined for other objects.
 */
function displaySpecial(value: object, name = 'Object'): string | undefined {
	if (isPromise(value)) {
		return name;
	}

	if (isDate(value)) {
		try {
			return apply(toISOString, value, []);
		} catch {
			return 'Invalid Date';
		}
	}

	if (isRegExp(value)) {
		const flags = flagOf.filter(([, has]) => has(value) === true).map(([flag]) => flag);
		return `/${String(sourceOf(value)).slice(0, maxTextLength)}/${flags.join('')}`;
	}

	const size = isMap(value)
		? sizeOfMap(value)
		: isSet(value)
			? sizeOfSet(value)
			: isTypedArray(value)
				? lengthOfTyped(value)
				: isAnyArrayBuffer(value)
					? (isSharedArrayBuffer(value) ? bytesOfShared : bytesOf)(value)
					: undefined;
	return size === undefined ? undefined : `${name}(${size})`;
}

function displayArray(value: readonly unknown[], name: string | undefined, level: number): string {
	const {length} = value;
	const parts: string[] = [];
	for (let index = 0; index < length && index < maxItems; index++) {
		const item = getOwnPropertyDescriptor(value, index);
		append(parts, item ? displayProperty(item, level) : '<empty>');
	}

	if (length > maxItems) {
		append(parts, `... ${counted(length - maxItems, 'more item')}`);
	}

	const before = name === 'Array' ? '' : `${name ?? 'Array'}(${length}) `;
	return parts.length === 0 ? `${before}[]` : `${before}[ ${parts.join(', ')} ]`;
}

function displayProperties(value: object, name: string | undefined, level: number): string {
	// The only step that takes longer for more properties: there is no way to list only the first few.
	const names = keys(value);
	listed = Math.max(listed, names.length);
	const parts: string[] = [];
	for (let index = 0; index < names.length && index < maxProperties; index++) {
		const key = names[index] as string;
		const property = getOwnPropertyDescriptor(value, key);
		if (property) {
			append(parts, `${identifier.test(key) ? key : quote(key)}: ${displayProperty(property, level)}`);
		}
	}

	if (names.length > maxProperties) {
		append(parts, `... ${names.length - maxProperties} more`);
	}

	const before = name === 'Object' ? '' : `${name ?? '[Object: null prototype]'} `;
	return parts.length === 0 ? `${before}{}` : `${before}{ ${parts.join(', ')} }`;
}

function displayProperty({value, get, set}: PropertyDescriptor, level: number): string {
	if (!get && !set) {
		return display(value, level + 1);
	}

	return get ? (set ? '[Getter/Setter]' : '[Getter]') : '[Setter]';
}

/** Returns the name of an object's class. Undefined if it has none. */
function className(value: object): string | undefined {
	const made = readProperty(value, 'constructor');
	if (typeof made !== 'function' || isProxy(made)) {
		return undefined;
	}

	// The property `constructor` may hold any function, not only the object's class.
	const prototype: unknown = getOwnPropertyDescriptor(made, 'prototype')?.value;
	const isItsClass = typeof prototype === 'object' && prototype !== null && inherits(value, prototype);
	return (isItsClass && readText(made, 'name')?.slice(0, maxTextLength)) || undefined;
}

function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
