/** Appends to a list, and returns how many it has then. What a program puts in the place of `Array.prototype.push` is not called. */
export function append<Item>(list: Item[], item: Item): number {
	list[list.length] = item;
	return list.length;
}
