/**
 * Appends to a list and returns its new length. Does not call `Array.prototype.push`, which the program may have
 * replaced.
 */
export function append<Item>(list: Item[], item: Item): number {
	list[list.length] = item;
	return list.length;
}
