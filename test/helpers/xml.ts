import assert from 'node:assert/strict';

export type Element = {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly (Element | string)[];
};

/** Parses a document of elements, attributes and text. Throws if it is not well-formed. */
export function parseXml(text: string): Element {
	const root: {name: string; attributes: Record<string, string>; children: (Element | string)[]} = {
		name: '',
		attributes: {},
		children: [],
	};
	const open = [root];
	let at = 0;
	for (const match of text.matchAll(/<(\/?)([a-zA-Z:]+)((?:\s+[a-zA-Z:-]+="[^"<]*")*)\s*(\/?)>|[^<]+/g)) {
		assert.equal(match.index, at, `not well-formed at ${JSON.stringify(text.slice(at, at + 60))}`);
		at += match[0].length;
		const [whole, closes, name, attributes = '', empty] = match;
		const parent = open.at(-1);
		assert.ok(parent, 'more is closed than was opened');
		if (name === undefined) {
			parent.children.push(plain(whole));
		} else if (closes) {
			assert.equal(open.pop()?.name, name);
		} else {
			const pairs = [...attributes.matchAll(/([a-zA-Z:-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => {
				return [key, plain(value)] as const;
			});
			assert.equal(new Set(pairs.map(([key]) => key)).size, pairs.length, `an attribute twice: ${whole}`);
			const element = {name, attributes: Object.fromEntries(pairs), children: []};
			parent.children.push(element);
			if (!empty) {
				open.push(element);
			}
		}
	}
	assert.equal(at, text.length, `not well-formed at ${JSON.stringify(text.slice(at, at + 60))}`);
	assert.equal(open.length, 1, `${open.at(-1)?.name} is not closed`);
	const elements = root.children.filter(child => typeof child !== 'string');
	assert.equal(elements.length, 1, 'one element holds all others');
	return elements[0] as Element;
}

function plain(text: string): string {
	assert.doesNotMatch(text, /&(?!#\d+;)/);
	assert.doesNotMatch(text, /[^\t\n\u0020-\ufffd\u{10000}-\u{10ffff}]/u, 'XML does not allow this character');
	return text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

/** Yields an element and all its descendants, in document order. */
export function* all(element: Element): Generator<Element> {
	yield element;
	for (const child of element.children) {
		if (typeof child !== 'string') {
			yield* all(child);
		}
	}
}

export function textIn({children}: Element): string {
	return children.map(child => (typeof child === 'string' ? child : textIn(child))).join('');
}
