import type {Size} from './props.ts';

/** A framed part of the screen below the lanes. */
export type CardName = 'code' | 'verdict' | 'strategies' | 'slowest' | 'other' | 'printed' | 'events' | 'loop';

/** The fewest columns of a column of cards: a line of 70 characters, its number, its mark and the frame. */
const cardColumns = 78;

/**
 * `minRows`: the fewest rows in which the card is worth its frame. `sparePriority`: the card with the lowest number gets the rows
 * that are left over in its column. `columns`: the card is shown only if there are this many columns of cards.
 */
const cards: Readonly<
	Record<CardName, {readonly minRows: number; readonly sparePriority?: number; readonly columns?: number}>
> = {
	code: {minRows: 5, sparePriority: 2},
	verdict: {minRows: 5, sparePriority: 5},
	strategies: {minRows: 6},
	slowest: {minRows: 5, columns: 2},
	other: {minRows: 8, sparePriority: 3, columns: 2},
	printed: {minRows: 4, sparePriority: 4},
	events: {minRows: 5, sparePriority: 1},
	loop: {minRows: 4},
};

export type LayoutRequest = Size & {
	/** The rows that the lanes need without their frame: one per lane, and one for the thread. */
	readonly lanes: number;
	/**
	 * The rows that each card needs for its content and its frame, most important card first. A card with nothing to show
	 * is absent.
	 */
	readonly need: Partial<Readonly<Record<CardName, number>>>;
	/** Whether there are strategies or versions to choose from. If not, their row has the sentence. Undefined: yes. */
	readonly hasChoice?: boolean;
	/** The rows of the scrub bar. */
	readonly scrub?: number;
	/** The rows of the strip, which shows all tasks. */
	readonly strip?: number;
	/** Gives the whole body to the lanes, or to the first card. */
	readonly only?: 'lanes' | 'card' | undefined;
};

/** The rows of everything outside of the body, from the top. */
export type FixedRows = {
	readonly header: number;
	readonly rule: number;
	readonly choice: number;
	readonly sentence: number;
	/** The block digits beside the rulers, with the line of counts. */
	readonly totals: number;
	readonly strip: number;
	readonly scrub: number;
	readonly narration: number;
	readonly footer: number;
};

export type Layout = {
	readonly fixed: FixedRows;
	/** Whether lanes and cards have frames. */
	readonly isFramed: boolean;
	/** The rows of the lanes, with their frame. */
	readonly lanes: number;
	/** The cards of each column, from the top. */
	readonly columns: readonly (readonly Card[])[];
};

export type Card = {readonly name: CardName; readonly rows: number};

/** Whether lanes and cards have frames at this size. */
export const hasFrames = ({columns, rows}: Size): boolean => columns >= 80 && rows >= 22;

/**
 * Divides all rows of the screen. The result depends only on the size and the needs, so nothing moves unless a need
 * changes.
 */
export function layout(request: LayoutRequest): Layout {
	const {columns, rows, lanes, need, hasChoice = true, scrub = 0, strip = 0, only} = request;
	const isFramed = hasFrames(request);
	const fixed = {
		header: 1,
		rule: rows >= 34 ? 1 : 0,
		choice: 1,
		sentence: isFramed && hasChoice ? 1 : 0,
		totals: 4,
		strip,
		scrub,
		narration: 2,
		footer: 1,
	};
	const body = rows - Object.values(fixed).reduce((sum, each) => sum + each, 0);
	const count = only === 'card' ? 1 : Math.max(1, Math.min(2, Math.floor(columns / cardColumns)));
	const wanted = (Object.keys(need) as CardName[]).filter(
		name => need[name] !== undefined && count >= (cards[name].columns ?? 1),
	);
	const minRowsOf = (name: CardName) => (isFramed ? Math.min(cards[name].minRows, need[name] ?? 0) : 2);
	if (only === 'lanes' || wanted.length === 0) {
		return {fixed, isFramed, lanes: body, columns: []};
	}

	const first = wanted[0] as CardName;
	if (only === 'card') {
		return {fixed, isFramed, lanes: 0, columns: [[{name: first, rows: body}]]};
	}

	const laneNeed = lanes + (isFramed ? 2 : 1);
	const laneRows = Math.max(
		Math.min(laneNeed, 4),
		Math.min(laneNeed, body - minRowsOf(first), Math.max(14, Math.ceil(body / 2))),
	);
	const stacks = fill(wanted, need, minRowsOf, body - laneRows, count).filter(stack => stack.length > 0);
	return {fixed, isFramed, lanes: stacks.length === 0 ? body : laneRows, columns: stacks};
}

/**
 * Gives each card, in order, to the column with the most rows left. Then gives the spare rows of each column to one of
 * its cards.
 */
function fill(
	wanted: readonly CardName[],
	need: LayoutRequest['need'],
	minRowsOf: (name: CardName) => number,
	rows: number,
	count: number,
): readonly (readonly Card[])[] {
	// While cards are placed, none takes more than this, so that the others have a chance.
	const maxRows = Math.max(12, Math.floor(rows * 0.6));
	const stacks: Stack[] = Array.from({length: count}, () => ({left: rows, cards: []}));
	for (const name of wanted) {
		const stack = stacks.reduce((emptiest, each) => (each.left > emptiest.left ? each : emptiest));
		if (stack.left < minRowsOf(name)) continue;
		const given = Math.min(need[name] ?? 0, stack.left, maxRows);
		stack.cards.push({name, rows: given});
		stack.left -= given;
	}
	return stacks.map(giveSpareRows);
}

/** A column of cards while it is filled. `left`: the rows that no card has yet. */
type Stack = {left: number; readonly cards: Card[]};

/** Gives the rows that are left to the card with the first priority, or to the last card if none has one. */
function giveSpareRows({left, cards: stacked}: Stack): readonly Card[] {
	const priorityOf = ({name}: Card) => cards[name].sparePriority ?? Number.POSITIVE_INFINITY;
	const first = Math.min(...stacked.map(priorityOf));
	const taker = stacked.findLast(card => priorityOf(card) === first);
	return stacked.map(card => (card === taker ? {...card, rows: card.rows + left} : card));
}
