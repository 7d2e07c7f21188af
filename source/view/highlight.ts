import {parse} from 'sugar-high/core';
import {tokenize} from 'sugar-high/lang/javascript';
import * as python from 'sugar-high/lang/python';
import type {CodePane} from '../model/projections/code.ts';
import type {Line} from './line.ts';
import {span, stripControls} from './line.ts';
import type {Role} from './theme.ts';

/** The longest file to highlight, in characters, because a file is tokenized within one frame. */
const maxLength = 50_000;

/** The library's tokenizer, called with an argument that its own types require. */
const javascript = {tokenize: (code: string) => tokenize(code, undefined)};

const cache = new WeakMap<CodePane['file'], readonly Line[]>();

/** Highlights the lines of a file in quiet colors, so that the marks on them stand out. Each file is tokenized once. */
export function highlight(file: CodePane['file']): readonly Line[] {
	const lines = cache.get(file) ?? highlightFile(file);
	cache.set(file, lines);
	return lines;
}

function highlightFile({name, text}: CodePane['file']): readonly Line[] {
	// `stripControls` must remove a control sequence as a whole, so a file with one is not split into tokens.
	if (text.length > maxLength || /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text.replaceAll('\r\n', '\n'))) {
		return text.split('\n').map(line => [span('text', stripControls(line))]);
	}
	const {lines} = parse(text, name.endsWith('.py') ? python : javascript);
	return lines.map(({tokens}) => tokens.map(({type, value}) => span(roleOf(type, value), stripControls(value))));
}

type Token = ReturnType<typeof parse>['lines'][number]['tokens'][number];

function roleOf(type: Token['type'], value: string): Role {
	switch (type) {
		case 'keyword':
			return 'keyword';
		case 'string':
			return 'literal';
		case 'comment':
			return 'muted';
		default:
			return /^\d/.test(value) ? 'literal' : 'text';
	}
}
